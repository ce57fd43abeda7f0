"""Turning notices into queued e-mails: exactly one row of mail for each notice, or for each digest."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from cms.accounts.models import User
from cms.mail.layout import absolute, frame
from cms.mail.outbox import queue_email

from .. import rendering
from ..models import Notice


@transaction.atomic
def send(notice_id: int) -> None:
    """Mail one notice. Does nothing when it is gone, sent, or waits for the person's digest."""
    notice = _locked(Notice.objects.pending().at_once().filter(pk=notice_id)).first()
    if notice is None:
        return
    with translation.override(notice.language):
        headers = _headers(notice.recipient) | _unfollow(notice) | _reply_to(notice)
        queue_email(_address(notice), *rendering.message(notice), headers=headers)
    notice.sent_at = timezone.now()
    notice.save(update_fields=["sent_at"])


def keep_on_site() -> int:
    """What nobody wants by e-mail any more is found on the site only."""
    return Notice.objects.pending().unwanted().update(by_email=False)


@transaction.atomic
def send_digest(person: User) -> None:
    """Mail everything that waits for this person in one e-mail."""
    notices = list(_locked(Notice.objects.pending().of(person)).order_by("created_at", "pk"))
    if not notices:
        return
    with translation.override(person.language):
        queue_email(person.email, *rendering.digest(person, notices), headers=_headers(person))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=timezone.now())


def _locked(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.select_related("recipient").select_for_update(of=("self",))


def _headers(person: User | None) -> dict[str, str]:
    """Who has an account chooses there how much mail to get."""
    return {"List-Unsubscribe": f"<{frame()['profile']}>"} if person else {}


def _unfollow(notice: Notice) -> dict[str, str]:
    """Only what this notice is about, where that can be had."""
    path = notice.context.get("unfollow")
    return {"List-Unsubscribe": f"<{absolute(path)}>"} if path else {}


def _reply_to(notice: Notice) -> dict[str, str]:
    """A notice about what somebody wrote may name whom an answer goes to."""
    address = notice.context.get("reply_to")
    return {"Reply-To": address} if address else {}


def _address(notice: Notice) -> str:
    """Of a person with an account the address of today: it may have changed since the notice was written."""
    return notice.recipient.email if notice.recipient else notice.email
