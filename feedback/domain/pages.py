"""The page that answers a need: publishing it answers, taking it down reopens."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs import enqueue_on_commit

from ..enums import Status
from ..models import Need
from ..queries import pages
from .errors import RefusedError
from .moves import lock_need, set_status


@transaction.atomic
def link_page(need, page, *, by, as_it_is=True, expected_status=None, at=None):
    """Name the page that answers. A live one answers as it is, or else (`as_it_is=False`) once published anew."""
    need = lock_open_need(need, expected_status)
    set_answer_page(need, page, at)
    if as_it_is and pages.is_public(page.translation_key):
        set_status(need, Status.PUBLISHED, by=by, at=at)
    return need


def lock_open_need(need, expected_status=None):
    need = lock_need(need, expected_status)
    if not need.is_open:
        raise RefusedError(_("Only an open need can be answered by a page."), code="closed")
    return need


def set_answer_page(need, page, at=None):
    need.answer_work_id, need.linked_at = page.translation_key, at or timezone.now()
    need.save(update_fields=["answer_work", "linked_at"])


def page_published(page):
    """A page went live, in whichever language: its open needs are answered, and more people may be told."""
    needs = Need.objects.filter(answer_work=page.translation_key)
    if not needs.exists() or not pages.is_public(page.translation_key):
        return
    with transaction.atomic():
        for need in needs.open().select_for_update():
            set_status(need, Status.PUBLISHED)
    enqueue_on_commit("feedback.tasks.tell_contributors")


def page_unpublished(page):
    """Reopens what the work answered, unless it is still live in the other language."""
    needs = Need.objects.filter(answer_work=page.translation_key, status=Status.PUBLISHED)
    if not needs.exists() or pages.is_public(page.translation_key, except_page=page):
        return
    with transaction.atomic():
        for need in needs.select_for_update():
            set_status(need, Status.IN_PROGRESS)


def reconcile():
    """Pages can go live or away without a word, by a restriction or an import: compare, and set right."""
    with transaction.atomic():
        for need in Need.objects.to_publish().select_for_update(of=("self",)):
            set_status(need, Status.PUBLISHED)
        for need in Need.objects.to_reopen().select_for_update(of=("self",)):
            set_status(need, Status.IN_PROGRESS)
