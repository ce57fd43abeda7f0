"""Dates that cannot be are refused beside their field."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.summit.models import SessionPage
from tests.factories.accounts import UserFactory
from tests.factories.pages import SessionPageFactory, SummitPageFactory

pytestmark = pytest.mark.django_db


def errors(starts, ends, parent, instance=None):
    form = SessionPage.get_edit_handler().get_form_class()(
        {"title": "Workshop", "slug": "workshop", "starts_at": starts, "ends_at": ends, "body-count": 0},
        instance=instance or SessionPage(locale=parent.locale),
        parent_page=parent.page_ptr,
        for_user=UserFactory(admin=True),
    )
    return {name: list(form.errors[name]) for name in ("starts_at", "ends_at") if name in form.errors}


def test_a_session_takes_place_on_the_days_of_its_summit():
    summit = SummitPageFactory()
    days = ["The summit is from Sept. 10, 2026 to Sept. 11, 2026."]
    assert errors("2020-09-10 09:00", "2031-09-10 10:00", summit) == {"starts_at": days, "ends_at": days}
    assert errors("2026-09-10 09:00", "2026-09-12 10:00", summit) == {"ends_at": days}
    assert errors("2026-09-11 22:30", "2026-09-11 23:30", summit) == {}
    with timezone.override("UTC"):  # an editor elsewhere types their own time
        assert errors("2026-09-12 05:30", "2026-09-12 06:30", summit) == {}


def test_before_the_days_are_fixed_a_session_takes_place_in_the_year_of_its_summit():
    summit = SummitPageFactory(year=2028, starts_on=None, ends_on=None)
    assert errors("2028-03-01 09:00", "2028-03-01 10:00", summit) == {}
    assert errors("2027-03-01 09:00", "2028-03-01 10:00", summit) == {"starts_at": ["The summit is in 2028."]}


def test_a_session_that_is_there_is_held_to_the_same():
    session = SessionPageFactory()
    summit = session.get_parent().specific
    assert "starts_at" in errors("2026-09-01 09:00", "2026-09-10 10:00", summit, instance=session)


def test_a_session_ends_after_it_starts():
    nine = datetime(2026, 9, 10, 9, tzinfo=ZoneInfo("America/Los_Angeles"))
    with pytest.raises(ValidationError) as refused:
        SessionPageFactory(starts_at=nine, ends_at=nine)
    assert list(refused.value.message_dict) == ["ends_at"]


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_the_year_of_a_summit_is_one_of_this_century(year):
    with pytest.raises(ValidationError) as refused:
        SummitPageFactory(year=year, starts_on=None, ends_on=None)
    assert list(refused.value.message_dict) == ["year"]


def test_the_days_of_a_summit_are_in_its_year():
    with pytest.raises(ValidationError) as refused:
        SummitPageFactory(year=2027, starts_on=date(2026, 9, 10))
    assert list(refused.value.message_dict) == ["starts_on"]
