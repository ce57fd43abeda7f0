"""What was offered, and the draft of its page."""

from wagtail.models import Page

from cms.resources.models import ResourcePage

from ..enums import Status
from ..models import Need, Offer, Signal
from .needs import need_of, root_of
from .pages import is_public, public_pages


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
    """Until it is published, though the need may be open again since."""
    return offer.withdrawn_at is None and not _is_out(offer) and root_of(need_of(offer.suggestion)).is_open


def _is_out(offer: Offer) -> bool:
    """Published since it was shown; its page may have been public before, without it."""
    since = offer.shown_at or offer.suggestion.created_at
    return offer.work_id is not None and public_pages(offer.work_id).filter(last_published_at__gte=since).exists()


def awaited_answer(page: Page) -> Need | None:
    """The need whose giver has to say yes before this page is published: what is part of it, or answered by it."""
    work = page.translation_key
    is_out = is_public(work)
    for offer in Offer.objects.select_related("suggestion").filter(work=work):
        need = root_of(need_of(offer.suggestion))
        # A page that was there before is not held for ever.
        is_held = not is_out or (need.is_open and need.answer_work_id == work)
        said = offer.may_be_published or need.status == Status.PUBLISHED
        if is_held and (offer.withdrawn_at or not said):
            return need
    for need in Need.objects.open().filter(answer_work=work):
        first = offer_of(need)
        if first and not first.may_be_published_in(work):
            return need
    return None
