import pytest

from feedback.domain import drafting, moves, pages, ratings
from feedback.domain.errors import ConflictError, RefusedError
from feedback.domain.pages import reconcile
from feedback.enums import OPEN, NeedKind, Status
from feedback.models import Need, Rating, Signal, Suggestion
from feedback.queries.receipts import Receipt
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


def status(need):
    return Need.objects.get(pk=need.pk).status


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()


@pytest.mark.parametrize("before", OPEN)
def test_publishing_the_page_publishes_the_need_from_any_open_status(before):
    page = ResourcePageFactory(draft=True)
    need = make_need(before)
    pages.link_page(need, page, by=None)
    assert status(need) == before
    publish(page)
    assert status(need) == Status.PUBLISHED
    last = need.events.last()
    assert (last.by, last.from_status, last.to_status) == (None, before, Status.PUBLISHED)


def test_unpublishing_reopens():
    page = ResourcePageFactory()
    need = make_published_need(page)
    page.unpublish()
    assert status(need) == Status.IN_PROGRESS
    assert need.events.last().from_status == Status.PUBLISHED


def test_deleting_the_page_reopens():
    page = ResourcePageFactory()
    need = make_published_need(page)
    page.delete()
    assert status(need) == Status.IN_PROGRESS


def test_a_need_stays_published_while_one_language_is_live():
    page = ResourcePageFactory()
    need = make_published_need(page)
    spanish = translate(page)
    page.unpublish()
    assert status(need) == Status.PUBLISHED
    spanish.unpublish()
    assert status(need) == Status.IN_PROGRESS


def test_other_pages_and_closed_needs_are_left_alone():
    page, other = ResourcePageFactory(draft=True), ResourcePageFactory(draft=True)
    linked_elsewhere, declined = make_need(), make_need()
    pages.link_page(linked_elsewhere, other, by=None)
    pages.link_page(declined, page, by=None)
    moves.move(declined, Status.DECLINED, by=None, reason={"en": "No.", "es": "No."})
    publish(page)
    assert status(linked_elsewhere) == Status.RECEIVED
    assert status(declined) == Status.DECLINED


def test_a_live_page_answers_at_once_or_when_it_is_published_again():
    page = ResourcePageFactory()
    at_once, later = make_need(), make_need()
    pages.link_page(at_once, page, by=None)
    pages.link_page(later, page, by=None, as_it_is=False)
    reconcile()
    assert (status(at_once), status(later)) == (Status.PUBLISHED, Status.RECEIVED)
    publish(page)
    assert status(later) == Status.PUBLISHED


def test_a_page_made_live_without_a_word_is_found(django_capture_on_commit_callbacks):
    page = ResourcePageFactory(draft=True)
    need = make_need()
    pages.link_page(need, page, by=None)
    published = need.__class__.objects.get(pk=need.pk).linked_at
    type(page).objects.update(live=True, last_published_at=published)
    reconcile()
    assert status(need) == Status.PUBLISHED
    type(page).objects.update(live=False)
    reconcile()
    assert status(need) == Status.IN_PROGRESS


def test_closed_needs_cannot_be_linked():
    need = make_need(Status.DECLINED)
    with pytest.raises(RefusedError, match="Only an open need"):
        pages.link_page(need, ResourcePageFactory(), by=None)


def test_linking_a_need_that_moved_meanwhile_is_a_conflict():
    need = make_need(Status.PLANNED)
    with pytest.raises(ConflictError):
        pages.link_page(need, ResourcePageFactory(), by=None, expected_version=need.version - 1)
    assert Need.objects.get(pk=need.pk).answer_work is None


def test_translating_the_page_answers_a_need_for_a_translation():
    page = ResourcePageFactory()
    need = make_need(kind=NeedKind.TRANSLATION, work=page.work, language="es")
    drafting.draft_page(need, None)
    assert status(need) == Status.IN_PROGRESS
    translate(page)
    assert status(need) == Status.PUBLISHED


def test_deleting_the_page_of_a_complaint_keeps_the_complaint_and_says_so():
    page = ResourcePageFactory(title="The toolkit")
    ratings.rate(page.work, UserFactory(), 1, reason="Too long")
    asked = make_need(kind=NeedKind.CORRECTION, work=page.work)
    page.delete()
    assert not Rating.objects.exists()
    signal, need = Signal.objects.get(text="Too long"), Need.objects.get(kind=NeedKind.IMPROVEMENT)
    assert (signal.need, signal.work, signal.about_title) == (need, None, "The toolkit")
    assert (need.work, need.about_title, need.status) == (None, "The toolkit", Status.RECEIVED)
    assert Suggestion.objects.get().about_title == "The toolkit"
    for each in (need, asked):
        assert (each.events.last().kind, each.events.last().page_title) == ("about_gone", "The toolkit")


def test_deleting_the_page_that_answers_reopens_the_need_and_says_so():
    page = ResourcePageFactory(title="The answer")
    need = make_published_need(page, language="es", title="Una guía")
    page.delete()
    need.refresh_from_db()
    assert (need.status, need.answer_work, need.about_title) == (Status.IN_PROGRESS, None, "")
    assert (need.events.last().kind, need.events.last().page_title) == ("page_gone", "The answer")


def test_deleting_one_language_of_a_page_changes_no_need():
    page = ResourcePageFactory()
    spanish = translate(page)
    need = make_need(kind=NeedKind.CORRECTION, work=page.work)
    spanish.delete()
    need.refresh_from_db()
    assert (need.work, need.events.count()) == (page.work, 1)


def test_who_asked_does_not_see_a_note_about_a_page_as_a_step():
    page = ResourcePageFactory()
    need = make_need(kind=NeedKind.CORRECTION, work=page.work)
    page.delete()
    assert [step["status"] for step in Receipt(need.signals.get().suggestion).steps] == [Status.RECEIVED]
