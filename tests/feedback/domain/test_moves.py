import pytest
from django.core.exceptions import ValidationError

from feedback.domain import assigning, drafting, merging, moves, pages
from feedback.domain.errors import ConflictError, RefusedError
from feedback.enums import MOVES, Status
from feedback.models import Need, NeedEvent
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourceIndexPageFactory, ResourcePageFactory

pytestmark = pytest.mark.django_db

DESIGNED = {
    ("received", "under_review"),
    ("received", "declined"),
    ("received", "merged"),
    ("under_review", "needs_input"),
    ("under_review", "planned"),
    ("under_review", "declined"),
    ("under_review", "merged"),
    ("needs_input", "under_review"),
    ("needs_input", "declined"),
    ("needs_input", "merged"),
    ("planned", "in_progress"),
    ("planned", "declined"),
    ("planned", "merged"),
    ("in_progress", "published"),
    ("in_progress", "declined"),
    ("in_progress", "merged"),
    ("published", "in_progress"),
    ("declined", "under_review"),
}
BY_HAND = sorted(pair for pair in DESIGNED if pair[1] not in ("merged", "published"))
REFUSED = sorted({(a, b) for a in Status.values for b in Status.values} - DESIGNED) + sorted(
    pair for pair in DESIGNED if pair[1] == "merged"
)


def need_in(status):
    if status == Status.MERGED:
        return make_merged_need()
    if status == Status.PUBLISHED:
        return make_published_need(ResourcePageFactory())
    return make_need(Status(status))


def test_moves_are_as_designed():
    assert {(before, after) for before, to in MOVES.items() for after in to} == DESIGNED


@pytest.mark.parametrize(("before", "after"), BY_HAND)
def test_allowed_move_is_one_row_of_history(before, after):
    person = UserFactory()
    need = need_in(before)
    rows = need.events.count()
    moves.move(need, after, by=person, expected_version=need.version, note="Because", reason=BOTH)
    assert Need.objects.get(pk=need.pk).status == after
    last = need.events.last()
    assert (last.by, last.from_status, last.to_status, last.note) == (person, before, after, "Because")
    assert need.events.count() == rows + 1


@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_refused_move_changes_nothing(before, after):
    need = need_in(before)
    rows = NeedEvent.objects.count()
    with pytest.raises(RefusedError):
        moves.move(need, after, by=None, reason=BOTH)
    assert Need.objects.get(pk=need.pk).status == before
    assert NeedEvent.objects.count() == rows


def test_published_by_hand_needs_a_live_page():
    need = make_need(Status.IN_PROGRESS)
    with pytest.raises(RefusedError, match="Link the page that answers"):
        moves.move(need, Status.PUBLISHED, by=None)
    page = ResourcePageFactory(draft=True)
    pages.link_page(need, page, by=None)
    with pytest.raises(RefusedError):
        moves.move(need, Status.PUBLISHED, by=None)
    type(page).objects.filter(pk=page.pk).update(live=True)
    assert moves.move(need, Status.PUBLISHED, by=None).status == Status.PUBLISHED


@pytest.mark.parametrize("to", [Status.DECLINED, Status.NEEDS_INPUT])
@pytest.mark.parametrize(
    ("reason", "missing"),
    [
        (None, {"reason_en", "reason_es"}),
        ({"en": "No.", "es": " "}, {"reason_es"}),
        ({"es": "No."}, {"reason_en"}),
    ],
)
def test_what_people_are_told_is_said_in_both_languages(to, reason, missing):
    need = make_need(Status.UNDER_REVIEW)
    with pytest.raises(ValidationError) as refused:
        moves.move(need, to, by=None, reason=reason)
    assert set(refused.value.message_dict) == missing
    assert Need.objects.get(pk=need.pk).status == Status.UNDER_REVIEW


def test_the_second_of_two_people_is_told_and_nothing_is_lost():
    first, second = UserFactory(), UserFactory()
    need = make_need(Status.UNDER_REVIEW)
    moves.move(need, Status.PLANNED, by=first, expected_version=need.version)
    with pytest.raises(ConflictError, match="Someone else changed this need .* “Planned”"):
        moves.move(need, Status.DECLINED, by=second, expected_version=need.version, reason=BOTH)
    assert Need.objects.get(pk=need.pk).status == Status.PLANNED
    assert need.events.last().by == first


def test_taking_a_received_need_starts_its_review():
    member = UserFactory(working_group=True)
    need = assigning.assign(make_need(), member, by=member)
    assert (need.assignee, need.status) == (member, Status.UNDER_REVIEW)
    assert assigning.assign(need, None, by=member).assignee is None
    assert Need.objects.get(pk=need.pk).status == Status.UNDER_REVIEW


def test_a_need_is_given_only_to_people_who_may_work_it():
    need = make_need()
    with pytest.raises(RefusedError, match="Only people who may work the queue"):
        assigning.assign(need, UserFactory(), by=None)
    assert Need.objects.get(pk=need.pk).assignee is None


def answered_by_hand(need):
    moves.move(need, Status.UNDER_REVIEW, by=None, reason=BOTH)  # the form sent once more what it showed


def answered_by_a_draft(need):
    drafting.draft_page(need, UserFactory())


def answered_by_a_page(need):
    pages.link_page(need, ResourcePageFactory(), by=None)


@pytest.mark.parametrize("answer", [answered_by_hand, answered_by_a_draft, answered_by_a_page])
def test_a_question_is_gone_once_it_is_answered(answer):
    ResourceIndexPageFactory()
    need = make_need(Status.NEEDS_INPUT)
    answer(need)
    assert Need.objects.get(pk=need.pk).public_reason is None


def test_a_question_outlives_a_merge_that_is_undone():
    need = make_need(Status.NEEDS_INPUT)
    merging.merge(need, make_need(), by=None)
    merging.unmerge(need, by=None)
    assert Need.objects.get(pk=need.pk).public_reason["text"] == BOTH["en"]
