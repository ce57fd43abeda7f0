"""The page that answers a need: publishing it answers, taking it down reopens."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.jobs import enqueue_on_commit

from ..enums import EventKind, Reopening, Status
from ..models import Need
from ..queries import pages
from . import priority
from .errors import RefusedError
from .history import lock_need, record_change
from .moves import reopen, set_status

BATCH = 100  # needs that one sweep sets right


@transaction.atomic
def link_page(
    need: Need,
    page: Page,
    *,
    by: User | None,
    as_it_is: bool = True,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Need:
    """Name the page that answers. A live one answers as it is, or else (`as_it_is=False`) once published anew."""
    need = lock_open_need(need, expected_version)
    set_answer_page(need, page, by=by, at=at)
    if as_it_is and pages.is_public(page.translation_key):
        set_status(need, Status.PUBLISHED, by=by, at=at)
    return need


def lock_open_need(need: Need, expected_version: int | None = None) -> Need:
    need = lock_need(need, expected_version)
    if not need.is_open:
        raise RefusedError(_("Only an open need can be answered by a page."), code="closed")
    return need


def set_answer_page(need: Need, page: Page, *, by: User | None, at: datetime | None = None) -> None:
    need.answer_work_id, need.linked_at = page.translation_key, at or timezone.now()
    record_change(need, EventKind.LINKED, by=by, page=page, at=at)
    priority.refresh([need])


@transaction.atomic
def languages_changed(work: UUID) -> None:
    """A language asked for and missing weighs in the priority: it may be there now, or gone."""
    priority.refresh(Need.objects.open().filter(Q(work=work) | Q(answer_work=work)).select_for_update().order_by("pk"))


def page_published(page: Page) -> None:
    """A page went live, in whichever language: its open needs are answered, and more people may be told."""
    needs = Need.objects.filter(answer_work=page.translation_key)
    if not needs.exists() or not pages.is_public(page.translation_key):
        return
    with transaction.atomic():
        for need in needs.open().select_for_update().order_by("pk"):
            set_status(need, Status.PUBLISHED)
    enqueue_on_commit("feedback.tasks.notify_subscribers_of_works", str(page.translation_key))


def page_unpublished(page: Page) -> None:
    """Reopens what the work answered, unless it is still live in the other language."""
    needs = Need.objects.filter(answer_work=page.translation_key, status=Status.PUBLISHED)
    if not needs.exists() or pages.is_public(page.translation_key, except_page=page):
        return
    with transaction.atomic():
        for need in needs.select_for_update().order_by("pk"):
            reopen(need, Status.IN_PROGRESS, Reopening.PAGE_GONE)


def reconcile() -> None:
    """Pages can go live or away without a word, by a restriction or an import: compare, and set right.

    Need by need, as each change is a row of its history; what is more than a batch comes with the next sweep.
    """
    with transaction.atomic():
        for need in _locked_batch(Need.objects.to_publish()):
            set_status(need, Status.PUBLISHED)
        for need in _locked_batch(Need.objects.to_reopen()):
            reopen(need, Status.IN_PROGRESS, Reopening.PAGE_GONE)


def _locked_batch(needs: QuerySet[Need]) -> QuerySet[Need]:
    return needs.select_for_update(of=("self",)).order_by("pk")[:BATCH]
