"""What was offered, and the draft of its page."""

from wagtail.models import Page

from cms.resources.models import ResourcePage

from ..enums import Status
from ..models import Need, Offer, Signal
from .needs import need_of, root_of
from .pages import is_public


def offer_of(need: Need) -> Offer | None:
    """The first that counts for it."""
    standing = Signal.objects.standing().filter(need=need)
    offers = Offer.objects.select_related("suggestion").filter(suggestion__signals__in=standing, withdrawn_at=None)
    return offers.order_by("pk").first()


def is_shown(offer: Offer, need: Need) -> bool:
    """To its giver: the page of which they were asked, and not another that the need was linked or merged to since."""
    shown = offer.shown_at is not None and offer.work_id is not None
    return shown and need.is_open and offer.work_id == need.answer_work_id


def draft_for_giver(offer: Offer) -> ResourcePage | None:
    """As it is now, while they are asked about it."""
    need = root_of(need_of(offer.suggestion))
    if not is_shown(offer, need):
        return None
    pages = ResourcePage.objects.filter(translation_key=need.answer_work_id).select_related("locale")
    page = max(pages, key=lambda page: page.locale.language_code == need.language, default=None)
    return page.get_latest_revision_as_object() if page else None


def may_answer(offer: Offer) -> bool:
    """Until it is published: what was opened again since stands on a public page."""
    is_out = offer.work_id is not None and is_public(offer.work_id)
    return offer.withdrawn_at is None and not is_out and root_of(need_of(offer.suggestion)).is_open


def awaited_answer(page: Page) -> Need | None:
    """The need whose giver has to say yes before this page is published: what is part of it, or answered by it."""
    work = page.translation_key
    for offer in Offer.objects.select_related("suggestion").filter(work=work):
        need = root_of(need_of(offer.suggestion))
        said = offer.may_be_published or need.status == Status.PUBLISHED
        if offer.withdrawn_at or not said:
            return need
    for need in Need.objects.open().filter(answer_work=work):
        first = offer_of(need)
        if first and not first.may_be_published_in(work):
            return need
    return None
