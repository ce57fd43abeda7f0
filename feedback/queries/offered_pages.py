"""What was offered, and the draft of its page."""

from wagtail.models import Page

from cms.resources.models import ResourcePage

from ..enums import OPEN
from ..models import Need, Offer
from .needs import need_of, root_of


def offer_of(need: Need) -> Offer | None:
    """The first that counts for it."""
    offers = Offer.objects.select_related("suggestion").filter(suggestion__signals__need=need, withdrawn_at=None)
    return offers.order_by("pk").first()


def draft_for_giver(offer: Offer) -> ResourcePage | None:
    """As it is now, once it was shown."""
    need = root_of(need_of(offer.suggestion))
    if not (offer.shown_at and need.answer_work_id):
        return None
    pages = ResourcePage.objects.filter(translation_key=need.answer_work_id).select_related("locale")
    page = max(pages, key=lambda page: page.locale.language_code == need.language, default=None)
    return page.get_latest_revision_as_object() if page else None


def may_answer(offer: Offer) -> bool:
    return offer.withdrawn_at is None and root_of(need_of(offer.suggestion)).is_open


def awaited_answer(page: Page) -> Need | None:
    """The need whose giver has to say yes before this page is published."""
    for need in Need.objects.filter(answer_work=page.translation_key, status__in=OPEN):
        offers = Offer.objects.filter(suggestion__signals__need=need)
        if any(offer.withdrawn_at or not offer.may_be_published for offer in offers):
            return need
    return None
