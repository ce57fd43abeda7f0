import pytest
from django.core.exceptions import ValidationError

from feedback.domain import hiding, merging, moves
from feedback.domain.errors import ConflictError, RefusedError
from feedback.enums import EventKind, Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(working_group=True)


def is_public(need):
    """The rule as the database and the row have it."""
    need = Need.objects.get(pk=need.pk)
    found = Need.objects.public().filter(pk=need.pk).exists()
    assert need.is_public == found
    return found


@pytest.mark.parametrize(
    ("status", "public"),
    [
        (Status.RECEIVED, False),
        (Status.UNDER_REVIEW, True),
        (Status.NEEDS_INPUT, True),
        (Status.PLANNED, True),
        (Status.IN_PROGRESS, True),
        (Status.DECLINED, True),
    ],
)
def test_a_need_is_public_once_a_member_has_moved_it_on(status, public):
    assert is_public(make_need(status)) is public


def test_a_published_need_is_public():
    assert is_public(make_published_need(ResourcePageFactory()))


def test_a_merged_need_is_not_public_and_when_it_is_undone_is_as_before():
    seen, unseen = make_need(Status.PLANNED), make_need()
    into = make_need(Status.PLANNED)
    for need in (seen, unseen):
        merging.merge(need, into, by=None)
        assert not is_public(need)
        merging.unmerge(need, by=None)
    assert is_public(seen)
    assert not is_public(unseen)


def test_what_is_hidden_stays_hidden_whatever_happens_until_it_is_shown(member):
    need = make_need()
    hiding.hide(need, by=member, note="Names a child")
    for step in (Status.UNDER_REVIEW, Status.PLANNED, Status.DECLINED):
        moves.move(need, step, by=member, reason=BOTH)
        assert not is_public(need)
    hiding.show(need, by=member, note="The name is gone")
    assert is_public(need)


def test_the_history_says_who_hid_it_and_why(member):
    need = make_need(Status.PLANNED)
    hiding.hide(need, by=member, note=" Names a child ")
    hiding.show(need, by=member, note="A mistake")
    rows = need.events.filter(kind__in=(EventKind.HIDDEN, EventKind.SHOWN)).values_list("kind", "by", "note")
    assert list(rows) == [("hidden", member.pk, "Names a child"), ("shown", member.pk, "A mistake")]
    assert not need.events.steps().filter(kind__in=(EventKind.HIDDEN, EventKind.SHOWN)).exists()


@pytest.mark.parametrize("act", [hiding.hide, hiding.show])
def test_hiding_and_showing_need_a_reason_and_the_version_of_now(member, act):
    need = make_need(Status.PLANNED)
    if act is hiding.show:
        hiding.hide(need, by=member, note="A name")
    before = Need.objects.get(pk=need.pk)
    with pytest.raises(ValidationError) as refused:
        act(need, by=member, note=" ")
    assert "note" in refused.value.message_dict
    with pytest.raises(ConflictError):
        act(need, by=member, note="Why", expected_version=before.version - 1)
    after = Need.objects.get(pk=need.pk)
    assert (after.hidden_at, after.version) == (before.hidden_at, before.version)


def test_what_is_hidden_cannot_be_hidden_again_nor_what_is_not_be_shown(member):
    need = make_need(Status.PLANNED)
    with pytest.raises(RefusedError):
        hiding.show(need, by=member, note="Why")
    hiding.hide(need, by=member, note="Why")
    with pytest.raises(RefusedError):
        hiding.hide(need, by=member, note="Why")


def test_a_hidden_need_counts_and_merges_as_before(member):
    merged = make_merged_need(into := make_need(Status.PLANNED))
    hiding.hide(into, by=member, note="A name")
    assert Need.objects.get(pk=into.pk).people == 1
    merging.unmerge(merged, by=member)
    assert Need.objects.get(pk=merged.pk).status == Status.RECEIVED
