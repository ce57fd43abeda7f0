"""Telling people something, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cms.accounts.enums import Digest
from cms.accounts.models import User
from cms.jobs import enqueue_on_commit

from ..models import Notice
from ..rendering import subject_template


def notify(
    kind: str,
    *,
    recipient: User | None = None,
    email: str = "",
    language: str | None = None,
    context: dict[str, Any] | None = None,
    dedupe_key: str,
) -> Notice:
    """Tell one person one thing; a second call with the same key returns the first notice and sends nothing.

    `context` is JSON for the templates notices/<kind>.*; its `url` (a path in the person's language) becomes the link.
    """
    subject_template(kind)  # a kind without words is a mistake of the caller, not of the worker
    if not (recipient or email):
        raise ValueError("A notice needs a recipient or an address.")
    notice, created = Notice.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "recipient": recipient,
            "email": email or (recipient.email if recipient else ""),
            "language": language or (recipient.language if recipient else get_language()),
            "context": context or {},
            "by_email": not recipient or recipient.digest != Digest.NONE,
        },
    )
    if created and notice.by_email:
        enqueue_on_commit("cms.notices.tasks.send_notices", notice.pk)
    return notice


BATCH = 500  # rows in one statement, as far as the database takes them


@dataclass(frozen=True)
class Message:
    """One thing told to one person; `dedupe_key` and `context` as in a single notice.

    Without an account (`recipient`) it needs an address and a language.
    """

    recipient: User | None
    dedupe_key: str
    context: dict[str, Any] = field(default_factory=dict)
    email: str = ""
    language: str = ""


def notify_many(kind: str, messages: Iterable[Message]) -> None:
    """Tell many people in a few statements; those who were told before, by the same key, hear nothing.

    The worker is asked once for all of them.
    """
    subject_template(kind)
    notices = [_notice(kind, message) for message in messages]
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
    if any(notice.by_email for notice in notices):
        enqueue_on_commit("cms.notices.tasks.send_pending")


def _notice(kind: str, message: Message) -> Notice:
    person = message.recipient
    return Notice(
        kind=kind,
        recipient=person,
        email=message.email or (person.email if person else ""),
        language=message.language or (person.language if person else get_language()),
        context=message.context,
        dedupe_key=message.dedupe_key,
        by_email=not person or person.digest != Digest.NONE,
    )


def forget(addresses: Collection[str], kinds: Collection[str]) -> None:
    """What was told to people without an account, of these kinds; an account takes its notices along when it goes."""
    Notice.objects.filter(recipient=None, email__in=addresses, kind__in=kinds).delete()


def forget_keys(keys: Iterable[str]) -> None:
    """What announced something that is gone."""
    Notice.objects.filter(dedupe_key__in=list(keys)).delete()


NAMES = ("author", "reviewer", "by")  # what a context calls those who did something


def forget_name(name: str) -> None:
    """Notices to others go on to say what was done, by a former member."""
    for key in NAMES:
        notices = list(Notice.objects.filter(**{f"context__{key}": name}))
        for notice in notices:
            with override(notice.language):
                notice.context[key] = _("Former member")
        Notice.objects.bulk_update(notices, ["context"], batch_size=BATCH)
