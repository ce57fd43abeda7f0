import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.accounts.domain import participants
from feedback.domain import merging, pages, signals
from feedback.domain.errors import ConflictError, RefusedError
from feedback.domain.priority import priority_of
from feedback.enums import OPEN, Status
from feedback.models import Need, Signal, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


def counts(need):
    return need.signals.count(), need.subscriptions.count()


@pytest.mark.parametrize("before", OPEN)
def test_merging_carries_everything_over_and_unmerging_brings_it_back(before):
    need, into = make_need(before), make_need()
    merging.merge(need, into, by=None, note="The same")
    assert (counts(need), counts(into)) == ((0, 0), (2, 2))
    merged = Need.objects.get(pk=need.pk)
    assert (merged.status, merged.merged_into) == (Status.MERGED, into)
    merging.unmerge(need, by=None)
    back = Need.objects.get(pk=need.pk)
    assert (back.status, back.merged_into) == (before, None)
    assert (counts(need), counts(into)) == ((1, 1), (1, 1))


def test_merges_of_merges_come_apart_in_any_order():
    a, b, c = make_need(), make_need(), make_need()
    merging.merge(a, b, by=None)
    merging.merge(b, c, by=None)
    assert counts(c) == (3, 3)
    merging.unmerge(b, by=None)
    assert (counts(a), counts(b), counts(c)) == ((0, 0), (2, 2), (1, 1))
    merging.merge(b, c, by=None)
    merging.unmerge(a, by=None)
    assert (counts(a), counts(b), counts(c)) == ((1, 1), (0, 0), (2, 2))
    assert Signal.objects.count() == Subscription.objects.count() == 3


def test_new_evidence_for_a_merged_need_counts_where_it_was_merged():
    into = make_need()
    merged = make_merged_need(into)
    participant = participants.of_user(UserFactory())
    signal = Signal.objects.create(kind="suggestion", language="en", participant=participant)
    assert signals.attach_signal(signal, merged) == into
    assert signal.origin == merged
    merging.unmerge(merged, by=None)
    assert counts(merged) == (2, 2)


def test_a_need_is_not_merged_into_itself():
    need = make_need()
    with pytest.raises(RefusedError, match="into itself"):
        merging.merge(need, need, by=None)


@pytest.mark.parametrize("status", [Status.DECLINED, Status.MERGED])
def test_closed_needs_are_neither_merged_nor_merged_into(status):
    closed = make_merged_need() if status == Status.MERGED else make_need(status)
    for pair in ((closed, make_need()), (make_need(), closed)):
        with pytest.raises(RefusedError):
            merging.merge(*pair, by=None)
    assert Need.objects.get(pk=closed.pk).status == status


def test_a_published_need_takes_others_in_and_tells_them(run_tasks):
    published = make_published_need(ResourcePageFactory())
    person = UserFactory()
    merging.merge(make_need(author=person), published, by=None)
    run_tasks()
    assert person.notices.filter(kind="need_published").count() == 1


def test_merging_what_moved_meanwhile_is_a_conflict():
    need = make_need(Status.PLANNED)
    with pytest.raises(ConflictError):
        merging.merge(need, make_need(), by=None, expected_version=need.version - 1)


def test_what_leaves_a_chain_of_merges_no_longer_counts_for_its_end():
    first, second, third = (make_need(author=UserFactory()) for _number in range(3))
    merging.merge(first, second, by=None)
    merging.merge(second, third, by=None)
    merging.unmerge(first, by=None)
    third.refresh_from_db()
    assert third.priority == priority_of(third).total


def test_only_merged_needs_are_unmerged():
    with pytest.raises(RefusedError, match="not merged"):
        merging.unmerge(make_need(), by=None)


def told(person, kind):
    return person.notices.filter(kind=kind).count()


def test_who_heard_of_a_need_hears_of_the_one_it_is_merged_into(run_tasks):
    person, page = UserFactory(), ResourcePageFactory()
    need = make_published_need(page, author=person)
    run_tasks()
    page.unpublish()
    into = make_need()
    merging.merge(need, into, by=None)
    assert told(person, "need_published") == 1
    pages.link_page(into, ResourcePageFactory(), by=None)
    run_tasks()
    assert told(person, "need_published") == 2


def test_a_need_whose_page_went_live_while_it_was_merged_is_published_when_that_is_undone(run_tasks):
    page, person = ResourcePageFactory(draft=True), UserFactory()
    need = make_need(Status.IN_PROGRESS, author=person)
    pages.link_page(need, page, by=None)
    merging.merge(need, make_need(), by=None)
    page.save_revision().publish()
    merging.unmerge(need, by=None)
    run_tasks()
    assert Need.objects.get(pk=need.pk).status == Status.PUBLISHED
    assert told(person, "need_published") == 1


def test_both_needs_of_a_merge_have_the_priority_they_show():
    need, into = make_need(author=UserFactory()), make_need(author=UserFactory())
    merging.merge(need, into, by=None)
    for each in Need.objects.filter(pk__in=[need.pk, into.pk]):
        assert each.priority == priority_of(each).total, each


def test_a_merge_and_its_undoing_are_told_by_the_history_of_both():
    need, into = make_need(), make_need()
    merging.merge(need, into, by=None, note="The same")
    merging.unmerge(need, by=None, note="It was not")
    for each, other in ((need, into), (into, need)):
        rows = [(event.kind, event.other, event.note) for event in each.events.all()][1:]
        assert rows == [("merged", other, "The same"), ("unmerged", other, "It was not")]


def locks(act):
    """The keys of the needs in the order in which they are locked first."""
    with CaptureQueriesContext(connection) as queries:
        act()
    first = next(query["sql"] for query in queries if 'FROM "feedback_need"' in query["sql"])
    return first.rpartition("ORDER BY")[2].split()[:2], " IN (" in first


@pytest.mark.parametrize("turned", [False, True])
def test_both_needs_are_locked_at_once_and_always_in_the_same_order(turned):
    need, into = (make_need(), make_need()) if turned else reversed((make_need(), make_need()))
    in_order = (['"feedback_need"."id"', "ASC"], True)
    assert locks(lambda: merging.merge(need, into, by=None)) == in_order
    need.refresh_from_db()
    assert locks(lambda: merging.unmerge(need, by=None)) == in_order
