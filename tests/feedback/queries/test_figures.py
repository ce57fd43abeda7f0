"""The figures of a period: what they count, and above all what they do not."""

from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from feedback.domain import assigning, merging, moves, pages, splitting
from feedback.enums import EventKind, Status
from feedback.models import Need, Promises
from feedback.queries.figures import WHICH, Figures, Report
from feedback.queries.needs import need_of
from feedback.queries.periods import Period
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")
OCTOBER = Period.month(2026, 10)
TODAY = datetime(2026, 11, 20, 12, tzinfo=CALIFORNIA)


def october(day, hour=12):
    return datetime(2026, 10, day, hour, tzinfo=CALIFORNIA)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def promises():
    days = {"received": 5, "under_review": 5, "needs_input": 5, "planned": None, "in_progress": None}
    Promises.objects.update_or_create(defaults=days)


def asked(day=1, **suggestion):
    return make_need(at=october(day), **suggestion)


def review(need, day):
    return moves.move(need, Status.UNDER_REVIEW, by=None, at=october(day))


def decline(need, day):
    return moves.move(need, Status.DECLINED, by=None, reason=BOTH, at=october(day))


def publish(need, at):
    return pages.link_page(need, ResourcePageFactory(), by=None, at=at)


def total(period=OCTOBER):
    """With its days in order: the database may give them in any."""
    found = Report(period).total
    found.days_to_reply.sort()
    return found


def test_each_number_is_of_what_happened_in_the_period_and_of_nothing_else():
    decline(review(asked(1), 4), 9)
    publish(review(asked(2), 4), october(10))
    september = make_need(at=datetime(2026, 9, 30, 12, tzinfo=CALIFORNIA))
    publish(review(september, 1), TODAY)
    make_need(at=datetime(2026, 11, 1, 0, 1, tzinfo=CALIFORNIA))
    assert total() == Figures(opened=2, declined=1, kept=3, days_to_reply=[1, 2, 3], days_to_publish=[8])
    assert total(Period.month(2026, 9)) == Figures(opened=1)
    assert (total(Period.month(2026, 11)).opened, total(Period.month(2026, 11)).published) == (1, 1)


def test_days_are_californias():
    make_need(at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC))  # the 31st of October there
    make_need(at=datetime(2026, 10, 1, 6, 30, tzinfo=UTC))  # the 30th of September
    assert total().opened == total(Period.month(2026, 9)).opened == 1


def test_languages_and_regions_have_their_own_medians():
    region = RegionalCenterFactory(name="Central Valley")
    for days, language, where in ((1, "en", None), (2, "en", region), (9, "en", region), (4, "es", region)):
        review(asked(1, language=language, region=where), 1 + days)
    asked(1, language="es")
    report = Report(OCTOBER)
    assert {code: (one.opened, one.median_reply) for code, one in report.by_language.items()} == {
        "en": (3, 2),
        "es": (2, 4),
    }
    regions = {key: (one.opened, one.replied, one.median_reply) for key, one in report.by_region.items() if one.opened}
    assert regions == {region.pk: (3, 3, 4), None: (2, 1, 1)}
    assert list(report.by_region)[-1] is None


def test_a_language_in_which_nobody_asked_is_there_and_empty():
    asked(1)
    assert Report(OCTOBER).by_language["es"] == Figures()
    assert Figures().median_reply is Figures().median_publish is None


def test_by_month_every_month_is_there():
    publish(review(asked(1), 4), TODAY)
    months = Report(Period.quarter(2026, 4)).by_month
    assert [(day.month, one.opened, one.replied, one.published) for day, one in months.items()] == [
        (10, 1, 1, 0),
        (11, 0, 0, 1),
        (12, 0, 0, 0),
    ]


def take(need):
    assigning.assign(need, person := UserFactory(working_group=True), by=person, at=october(3))


def note(need):
    moves.add_note(need, "Seen", by=UserFactory(working_group=True), at=october(3))


def link_a_draft(need):
    pages.link_page(need, ResourcePageFactory(draft=True), by=None, at=october(3))


def merge(need):
    merging.merge(need, asked(20), by=None, at=october(3))


def merge_and_undo(need):
    merge(need)
    merging.unmerge(Need.objects.get(pk=need.pk), by=None, at=october(4))


@pytest.mark.parametrize(
    ("act", "replies"),
    [
        (take, [2]),
        (lambda need: review(need, 3), [2]),
        (lambda need: decline(need, 3), [2]),
        (lambda need: publish(need, october(3)), [2]),
        (note, []),
        (link_a_draft, []),
        (merge, []),
        (merge_and_undo, []),
    ],
    ids=["taken", "moved", "declined", "published", "noted", "linked", "merged", "merge undone"],
)
def test_the_first_reply_is_the_first_that_whoever_asked_hears(act, replies):
    act(asked(1))
    assert total().days_to_reply == replies


def test_only_the_first_reply_counts_and_it_stays_when_the_need_goes_on():
    need = decline(review(asked(1), 3), 5)
    moves.move(need, Status.UNDER_REVIEW, by=None, note="We look again.", at=october(20))
    assert total().days_to_reply == [2]


def test_a_merged_need_was_asked_for_and_the_rest_is_counted_at_the_other(promises):
    into = moves.move(review(asked(1), 2), Status.PLANNED, by=None, at=october(3))
    merging.merge(review(asked(5), 7), into, by=None, at=october(8))
    assert (total().opened, total().days_to_reply, total().kept) == (2, [1], 1)


def test_what_is_split_off_waited_since_it_was_said():
    need, signals = review(asked(1), 2), []
    for _number in range(2):
        other = SuggestionFactory(at=october(3))
        merging.merge(need_of(other), need, by=None, at=october(4))
        signals.append(other.signals.get())
    new = splitting.split(Need.objects.get(pk=need.pk), signals[:1], by=None, at=october(10))
    review(new, 11)
    assert sorted(total().days_to_reply) == [1, 8]


def test_an_answer_that_does_not_stand_is_none():
    need = decline(asked(1), 3)
    moves.move(need, Status.UNDER_REVIEW, by=None, note="We look again.", at=october(20))
    assert total().declined == 0
    decline(need, 25)
    assert total().declined == 1


def test_a_page_that_was_away_for_a_moment_is_the_answer_it_was():
    need = publish(asked(1), october(3))
    page = need.events.get(kind=EventKind.LINKED).page.specific
    with time_machine.travel(TODAY):
        page.unpublish()
    assert total().published == 0
    with time_machine.travel(TODAY + timedelta(minutes=5)):
        page.save_revision().publish()
    assert total().days_to_publish == [2]
    page.refresh_from_db()
    with time_machine.travel(TODAY + timedelta(hours=1)):
        page.unpublish()
    with time_machine.travel(TODAY + timedelta(hours=3)):
        page.save_revision().publish()
    assert total().published == 0
    assert total(Period.month(2026, 11)).published == 1


@pytest.mark.parametrize(
    ("way", "kept", "broken"),
    [
        ([(Status.UNDER_REVIEW, 6), (Status.PLANNED, 11)], 1, 0),
        ([(Status.UNDER_REVIEW, 7), (Status.PLANNED, 8)], 0, 1),
        ([(Status.UNDER_REVIEW, 2), (Status.PLANNED, 8)], 0, 1),
        ([], 0, 1),
        ([(Status.DECLINED, 2)], 1, 0),
    ],
    ids=["on the days", "a day late, then in time", "in time, then late", "never", "declined in time"],
)
def test_a_promise_is_kept_up_to_its_day_and_broken_on_the_next(promises, way, kept, broken):
    need = asked(1)
    for status, day in way:
        need = moves.move(need, status, by=None, reason=BOTH, at=october(day))
    assert (total().kept, total().broken, total().promised) == (kept, broken, kept + broken)


def test_a_promise_counts_in_the_month_in_which_it_was_kept_or_broken(promises):
    late, early = asked(27), asked(28)
    review(early, 29)
    assert (total().kept, total().broken) == (1, 0)  # the other may come until the first of November
    november = total(Period.month(2026, 11))
    assert (november.kept, november.broken) == (0, 2)
    with time_machine.travel(datetime(2026, 11, 1, 23, tzinfo=CALIFORNIA)):
        assert total(Period.month(2026, 11)) == Figures()
    assert late.promised_on == date(2026, 11, 1)


def test_merging_keeps_no_promise(promises):
    with time_machine.travel(october(4)):
        merging.merge(asked(1), asked(1), by=None, at=october(3))
        assert total().kept == 0
    assert (total().kept, total().broken) == (0, 1)  # of the other


@pytest.mark.parametrize(("actor", "kept"), [("asker", 0), (None, 1)])
def test_an_answer_of_the_one_who_asked_keeps_no_promise_of_ours(actor, kept):
    Promises.objects.update_or_create(defaults={"received": None, "under_review": None, "needs_input": 5})
    waiting = moves.move(review(asked(1), 2), Status.NEEDS_INPUT, by=None, reason=BOTH, at=october(3))
    moves.move(waiting, Status.UNDER_REVIEW, by=None, actor=actor, at=october(4))
    assert (total().kept, total().broken) == (kept, 0)


def test_the_numbers_are_those_that_the_history_tells(promises):
    """Counted once more, the long way, from the rows of the history."""
    regions = [RegionalCenterFactory(), RegionalCenterFactory(), None]
    for number in range(12):
        need = asked(1 + number, language="es" if number % 3 else "en", region=regions[number % 3])
        if number % 4:
            need = review(need, 2 + 2 * number)
        if number % 4 > 1:
            decline(need, 3 + 2 * number)
    for language, found in Report(OCTOBER).by_language.items():
        needs = Need.objects.filter(language=language)
        replies, kept, broken = [], set(), set()
        for need in needs:
            steps = [step for step in need.events.steps() if step.from_status]
            replies += [(steps[0].at - need.created_at) / timedelta(days=1)] if steps else []
            late = [step for step in steps if step.promised_on and timezone.localdate(step.at) > step.promised_on]
            if late or need.is_late:
                broken.add(need)
            elif [step for step in steps if step.promised_on]:
                kept.add(need)
        declined = needs.filter(status=Status.DECLINED).count()
        assert (found.opened, found.replied, found.declined) == (needs.count(), len(replies), declined)
        assert found.median_reply == median(replies)
        assert (found.kept, found.broken) == (len(kept), len(broken))
        listed = {what: needs.filter(which(OCTOBER)).count() for what, which in WHICH.items()}
        assert listed == {what: getattr(found, what) for what in WHICH}


@pytest.mark.once
def test_they_take_as_many_queries_for_fifty_needs_as_for_two():
    def grow():
        for number in range(6):
            decline(asked(1 + number, language="es", region=RegionalCenterFactory()), 20)

    grow()

    def read():
        report = Report(OCTOBER)
        return report.total, report.by_language, report.by_region, report.by_month

    assert_flat(read, grow)
