"""Each change of a need raises its version and is one row, with both languages of what the public was told."""

import pytest
from django.core.exceptions import ValidationError

from cms.notices.models import Notice
from feedback.domain import assigning, drafting, merging, moves, pages
from feedback.domain.errors import RefusedError
from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourceIndexPageFactory, ResourcePageFactory

pytestmark = pytest.mark.django_db

OTHER = {"en": "Another text.", "es": "Otro texto."}


@pytest.fixture
def member():
    return UserFactory(working_group=True)


def history(need):
    return [(event.kind, event.version) for event in need.events.all()]


def now(need):
    return Need.objects.get(pk=need.pk)


def test_each_change_is_a_row_with_a_version_of_its_own(member):
    ResourceIndexPageFactory()
    need, into, page = make_need(), make_need(), ResourcePageFactory(draft=True)
    assigning.assign(need, member, by=member)
    pages.link_page(need, page, by=member)
    moves.add_note(need, "Soon", by=member)
    merging.merge(need, into, by=member)
    merging.unmerge(need, by=member)
    drafting.draft_page(need, member)
    kinds = ["moved", "assigned", "moved", "linked", "noted", "merged", "unmerged", "moved", "moved"]
    assert history(need) == [(kind, number) for number, kind in enumerate(kinds, 1)]
    assert now(need).version == len(kinds)
    assert [kind for kind, _version in history(into)] == ["moved", "merged", "unmerged"]
    assert {event.other for event in into.events.exclude(kind="moved")} == {need}
    assert need.events.get(kind="linked").page_title == page.title


def test_the_first_row_is_of_the_one_who_asked():
    event = make_need().events.get()
    assert (event.actor, event.from_status, event.to_status, event.by) == ("asker", "", "received", None)


def test_a_question_stays_in_the_history_beside_a_private_note(member):
    need = make_need(Status.UNDER_REVIEW)
    moves.move(need, Status.NEEDS_INPUT, by=member, note="Private", reason=BOTH)
    moves.move(need, Status.UNDER_REVIEW, by=member)
    event = need.events.get(to_status="needs_input")
    assert (event.note, event.reason_en, event.reason_es) == ("Private", BOTH["en"], BOTH["es"])
    assert [text["language"] for text in event.public_texts] == ["en", "es"]
    assert now(need).public_reason is None


def test_what_the_page_does_is_said_to_happen_by_itself(member):
    page = ResourcePageFactory(draft=True)
    need = make_need(Status.IN_PROGRESS)
    pages.link_page(need, page, by=member)
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    rows = [(event.kind, event.actor, event.to_status) for event in need.events.all()][-2:]
    assert rows == [("moved", "site", "published"), ("reopened", "site", "in_progress")]


def test_a_response_is_said_in_both_languages_or_not_at_all(member):
    need = make_need(Status.UNDER_REVIEW)
    with pytest.raises(ValidationError) as refused:
        moves.move(need, Status.PLANNED, by=member, response={"en": "In spring.", "es": " "})
    assert set(refused.value.message_dict) == {"response_es"}
    moves.move(need, Status.PLANNED, by=member, response={"en": "", "es": ""})
    assert now(need).status == Status.PLANNED


# Whose it is


def assigned_notices():
    rows = Notice.objects.filter(kind="need_assigned")
    return [(notice.recipient, notice.language, notice.context["note"]) for notice in rows]


def test_the_new_owner_is_told_in_their_language_and_by_mail(member, run_tasks, mailoutbox):
    colleague = UserFactory(working_group=True, spanish=True, display_name="Luz")
    need = assigning.assign(make_need(title="Snacks"), colleague, by=member, note="You know them")
    run_tasks()
    assert assigned_notices() == [(colleague, "es", "You know them")]
    assert f"La necesidad n.º {need.number} es suya ahora: Snacks" in mailoutbox[0].subject
    assert f"/admin/needs/inspect/{need.pk}/" in mailoutbox[0].body


def test_taking_it_oneself_tells_nobody(member):
    assigning.assign(make_need(), member, by=member)
    assert assigned_notices() == []


def test_taking_over_from_a_colleague_needs_a_note(member):
    colleague = UserFactory(working_group=True)
    need = assigning.assign(make_need(), colleague, by=colleague)
    for to in (member, None):
        with pytest.raises(ValidationError) as refused:
            assigning.assign(need, to, by=member, note=" ")
        assert set(refused.value.message_dict) == {"note"}
    assert now(need).assignee == colleague
    assigning.assign(need, member, by=member, note="She is on leave")
    event = need.events.last()
    assert (event.kind, event.from_assignee, event.to_assignee) == ("handed_over", colleague, member)
    assert (event.by, event.note) == (member, "She is on leave")


def test_handing_over_ones_own_needs_no_note_and_giving_back_neither(member):
    colleague = UserFactory(working_group=True)
    need = assigning.assign(make_need(), member, by=member)
    assigning.assign(need, colleague, by=member)
    assert need.events.last().kind == "handed_over"
    assigning.assign(need, None, by=colleague)
    event = need.events.last()
    assert (event.kind, event.from_assignee, event.to_assignee) == ("given_back", colleague, None)


def test_assigning_to_whoever_has_it_changes_nothing(member):
    need = assigning.assign(make_need(), member, by=member)
    assert assigning.assign(need, member, by=UserFactory(working_group=True)).version == now(need).version


# Opening again and correcting


@pytest.mark.parametrize(("status", "to"), [(Status.DECLINED, "under_review"), (Status.PUBLISHED, "in_progress")])
def test_a_closed_need_is_opened_again_with_a_reason(member, status, to):
    need = make_published_need(ResourcePageFactory()) if status == Status.PUBLISHED else make_need(status)
    with pytest.raises(ValidationError):
        moves.move(need, to, by=member, note=" ")
    assert now(need).status == status
    moves.move(need, to, by=member, note="We were wrong")
    event = need.events.last()
    assert (event.kind, event.note, event.from_status, event.to_status) == ("reopened", "We were wrong", status, to)
    assert now(need).public_reason is None


def test_a_need_opened_again_is_not_answered_by_the_page_that_was_live_then(member, run_tasks):
    page = ResourcePageFactory(draft=True)
    need = make_need()
    pages.link_page(need, page, by=member)
    page.save_revision().publish()
    moves.move(need, Status.IN_PROGRESS, by=member, note="The wrong page")
    pages.reconcile()
    assert now(need).status == Status.IN_PROGRESS
    page.save_revision().publish()
    assert now(need).status == Status.PUBLISHED


def told(person):
    return list(person.notices.order_by("pk").exclude(kind="suggestion_received").values_list("kind", flat=True))


def test_whoever_was_told_of_a_decline_hears_of_the_page_and_of_a_second_decline(member, run_tasks):
    person = UserFactory()
    need = make_need(author=person)
    moves.move(need, Status.DECLINED, by=member, reason=BOTH)
    run_tasks()
    moves.move(need, Status.UNDER_REVIEW, by=member, note="New facts")
    moves.move(need, Status.DECLINED, by=member, reason=OTHER)
    run_tasks()
    moves.move(need, Status.UNDER_REVIEW, by=member, note="New facts again")
    pages.link_page(need, ResourcePageFactory(), by=member)
    run_tasks()
    assert told(person) == ["need_declined", "need_declined", "need_published"]


@pytest.mark.parametrize(("again", "notices"), [(False, 1), (True, 2)])
def test_a_corrected_reason_reaches_those_told_only_if_wanted(member, run_tasks, again, notices):
    person = UserFactory()
    need = make_need(author=person)
    moves.move(need, Status.DECLINED, by=member, reason=BOTH)
    run_tasks()
    moves.correct(need, by=member, note="A typo", texts=OTHER, tell_again=again)
    run_tasks()
    assert told(person) == ["need_declined"] * notices
    need = now(need)
    assert (need.reason_en, need.reason_es) == (OTHER["en"], OTHER["es"])
    event = need.events.last()
    assert (event.kind, event.note, event.reason_es) == ("corrected", "A typo", OTHER["es"])
    if again:
        assert person.notices.latest("pk").context["reason"] == OTHER["en"]


def test_a_published_need_is_corrected_in_its_response(member):
    need = make_published_need(ResourcePageFactory())
    moves.correct(need, by=member, note="More to say", texts=OTHER)
    assert (now(need).response_es, now(need).status) == (OTHER["es"], Status.PUBLISHED)


@pytest.mark.parametrize("texts", [{"en": "Only one"}, {"en": "", "es": ""}])
def test_a_reason_is_not_corrected_to_one_language_or_nothing(member, texts):
    need = make_need(Status.DECLINED)
    with pytest.raises(ValidationError):
        moves.correct(need, by=member, note="A typo", texts=texts)
    assert now(need).reason_es == BOTH["es"]


@pytest.mark.parametrize("status", [Status.PLANNED, Status.MERGED])
def test_only_closed_needs_are_corrected(member, status):
    need = make_merged_need() if status == Status.MERGED else make_need(status)
    with pytest.raises(RefusedError):
        moves.correct(need, by=member, note="A typo", texts=OTHER)


def test_a_note_on_a_merged_need_does_not_change_what_undoing_returns_to(member):
    need = make_merged_need()
    moves.add_note(need, "Seen", by=member)
    merging.unmerge(need, by=member)
    assert now(need).status == Status.RECEIVED


def test_whoever_was_told_of_a_page_hears_of_a_later_decline(member, run_tasks):
    person, page = UserFactory(), ResourcePageFactory()
    need = make_published_need(page, author=person)
    run_tasks()
    page.unpublish()
    moves.move(need, Status.DECLINED, by=member, reason=BOTH)
    run_tasks()
    assert told(person) == ["need_published", "need_declined"]
