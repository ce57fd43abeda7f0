"""From a need to a page in the editor."""

from datetime import datetime

from django.db import transaction
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, override
from wagtail.log_actions import log
from wagtail.models import Page

from cms.accounts.models import User
from cms.resources.enums import ResourceType
from cms.resources.models import ResourceIndexPage, ResourcePage

from ..enums import NeedKind
from ..models import Need
from ..queries.offered_pages import offer_of
from . import offered_pages
from .errors import RefusedError
from .moves import advance_to_in_progress
from .pages import lock_open_need, set_answer_page


@transaction.atomic
def draft_page(need: Need, user: User, *, expected_version: int | None = None, at: datetime | None = None) -> Page:
    """A draft with what is known filled in; for a need about a page, that page. Twice gives the same one."""
    need = lock_open_need(need, expected_version)
    page = _page_at_hand(need)
    if not page:
        page = _new_page(need, user)
    if need.answer_work_id != page.translation_key:
        set_answer_page(need, page, by=user, at=at)
    advance_to_in_progress(need, by=user, at=at)
    return page


def _page_at_hand(need: Need) -> Page | None:
    """The page already linked, or the one that is to be improved, in the language of the need if there is one."""
    about = need.work_id if need.kind not in (NeedKind.NEW_RESOURCE, NeedKind.OFFER) else None
    pages = Page.objects.filter(translation_key=need.answer_work_id or about).select_related("locale")
    return max(pages, key=lambda page: page.locale.language_code == need.language, default=None)


def _new_page(need: Need, user: User) -> ResourcePage:
    parent = _catalog(need.language)
    page = ResourcePage(
        title=need.title,
        summary=_summary(need),
        resource_type=ResourceType.GUIDE,
        region=need.region,
        body=[("callout", _provenance(need, parent.locale.language_code))],
        owner=user,
        locale=parent.locale,
        live=False,
        has_unpublished_changes=True,
    )
    if need.topic:
        page.topics = [need.topic]
    if offer := offer_of(need):
        offered_pages.fill_in(page, offer, user)
    parent.add_child(instance=page)
    if offer:
        offered_pages.note_page(offer, page)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    page.save_revision(user=user, log_action=True)
    return page


def _catalog(language: str) -> ResourceIndexPage:
    catalogs = ResourceIndexPage.objects.select_related("locale")
    found = max(catalogs, key=lambda page: (page.locale.language_code == language, -page.pk), default=None)
    if not found:
        raise RefusedError(gettext("There is no resource catalog to put the page into."), code="no_catalog")
    return found


def _summary(need: Need) -> str:
    """What was asked for, in the people's own words, as a start for the editor."""
    signal = need.signals.standing().exclude(text="").first()
    return Truncator(signal.text if signal else "").chars(offered_pages.SUMMARY_LENGTH)


def _provenance(need: Need, language: str) -> dict[str, str]:
    with override(language):
        title, text = gettext("You said, we did"), _who_asked(need)
    return {"kind": "note", "title": title, "text": format_html("<p>{}</p>", text)}


def _who_asked(need: Need) -> str:
    people, there = need.people, need.at_meetings
    by_people = ngettext(
        "Asked for in need #%(number)s, by %(people)s person.",
        "Asked for in need #%(number)s, by %(people)s people.",
        people,
    ) % {"number": need.number, "people": people}
    if not need.meetings:
        return by_people
    if not people:
        return gettext("Asked for in need #%(number)s, at a meeting.") % {"number": need.number}
    at_meetings = ngettext(
        "Also said at a meeting of about %(people)s person.",
        "Also said at a meeting of about %(people)s people.",
        there,
    )
    return f"{by_people} {at_meetings % {'people': there}}"
