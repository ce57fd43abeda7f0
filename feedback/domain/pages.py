"""The page that answers a need: publishing it answers, taking it down reopens."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.core.tasks import kick

from ..enums import Status
from ..models import Need
from . import works
from .errors import RefusedError
from .moves import held, record


@transaction.atomic
def link_page(need, page, *, by, expected_status=None, at=None):
    """Name the page that answers; when it is already live, that is the answer."""
    need = held(need, expected_status)
    if not need.is_open:
        raise RefusedError(_("Only an open need can be answered by a page."), code="closed")
    need.answer_work = page.translation_key
    need.save(update_fields=["answer_work"])
    if works.is_public(page.translation_key):
        record(need, Status.PUBLISHED, by=by, at=at)
    return need


def page_published(page):
    """A page went live, in whichever language: its open needs are answered, and more people may be told."""
    from ..tasks import tell_contributors  # tasks call the domain

    needs = Need.objects.filter(answer_work=page.translation_key)
    if not needs.exists() or not works.is_public(page.translation_key):
        return
    with transaction.atomic():
        for need in needs.open().select_for_update():
            record(need, Status.PUBLISHED)
    kick(tell_contributors)


def page_unpublished(page):
    """Reopens what the work answered, unless it is still live in the other language."""
    needs = Need.objects.filter(answer_work=page.translation_key, status=Status.PUBLISHED)
    if not needs.exists() or works.is_public(page.translation_key, except_page=page):
        return
    with transaction.atomic():
        for need in needs.select_for_update():
            record(need, Status.IN_PROGRESS)


def reconcile():
    """Pages can go live or away without a signal, by a restriction or an import: compare, and set right."""
    linked = Need.objects.filter(answer_work__isnull=False)
    public = works.public_pages(*linked.open().values_list("answer_work", flat=True)).values("translation_key")
    for need in linked.open().filter(answer_work__in=public):
        _settle(need, Status.PUBLISHED)


@transaction.atomic
def _settle(need, to):
    need = held(need)
    if need.is_open:
        record(need, to)
