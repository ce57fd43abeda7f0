"""Months, quarters and years, as addresses name them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override

from feedback.queries import periods
from feedback.queries.periods import Period

CALIFORNIA = ZoneInfo("America/Los_Angeles")
SINCE = date(2025, 12, 5)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 3, 1, 6, tzinfo=UTC)):  # the last of February in California
        yield


@pytest.mark.parametrize(
    ("name", "first", "last", "english", "spanish"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "February 2026", "febrero de 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Quarter 1 of 2026", "Trimestre 1 de 2026"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "Quarter 4 of 2025", "Trimestre 4 de 2025"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026", "2026"),
        ("all", SINCE, date(2026, 2, 28), "From the beginning", "Desde el comienzo"),
    ],
)
def test_a_name_is_a_period_that_people_call_something(name, first, last, english, spanish):
    period = next(each for _kind, found in periods.choices(SINCE) for each in found if each.name == name)
    assert (period.first, period.last, period.label) == (first, last, english)
    with override("es"):
        assert period.label == spanish


def test_what_can_be_chosen_goes_back_to_the_first_need():
    offered = {kind: [period.name for period in found] for kind, found in periods.choices(SINCE)}
    assert offered == {
        "Months": ["2026-02", "2026-01", "2025-12"],
        "Quarters": ["2026-Q1", "2025-Q4"],
        "Years": ["2026", "2025"],
        "All": ["all"],
    }


def test_a_period_knows_its_months_and_the_one_before():
    assert [month.name for month in Period.quarter(2025, 4).months] == ["2025-10", "2025-11", "2025-12"]
    assert Period.month(2026, 1).before == Period.month(2025, 12)
    assert Period.month_of(date(2026, 2, 28)) == Period.month(2026, 2)


def test_days_of_a_filter_may_be_open_at_either_end():
    moment = datetime(2026, 2, 3, tzinfo=CALIFORNIA)
    assert periods.between(slice(moment, None)) == Period(date(2026, 2, 3), periods.LATEST)
    assert periods.between(slice(None, moment)) == Period(periods.EARLIEST, date(2026, 2, 3))
    assert periods.between(None) == Period(periods.EARLIEST, periods.LATEST)
