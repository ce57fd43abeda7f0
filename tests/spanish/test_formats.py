"""Dates and times as Californians write them in each language."""

from datetime import date, datetime, time

import pytest
from django.template import Context, Template
from django.utils.formats import date_format, time_format
from django.utils.translation import override

from cms.core.templatetags.core import date_range


@pytest.mark.parametrize(
    ("moment", "spanish"),
    [(time(9), "9:00 a.\u00a0m."), (time(12), "12:00 p.\u00a0m."), (time(13, 15), "1:15 p.\u00a0m.")],
)
def test_a_time_in_spanish_has_minutes_and_spaces_and_no_word_for_noon(moment, spanish):
    with override("es"):
        assert time_format(moment, "TIME_FORMAT") == spanish
        whole = date_format(datetime.combine(date(2026, 9, 10), moment), "DATETIME_FORMAT")
    assert whole == f"10 de septiembre de 2026, {spanish}"


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("es", date(2026, 9, 10), "10 de septiembre de 2026"),
        ("es", date(2026, 9, 11), "10 y 11 de septiembre de 2026"),
        ("es", date(2026, 9, 12), "del 10 al 12 de septiembre de 2026"),
        ("en", date(2026, 9, 11), "September 10 and 11, 2026"),
        ("en", date(2026, 9, 12), "September 10 to 12, 2026"),
    ],
)
def test_two_days_are_named_and_more_are_a_range(language, last, expected):
    with override(language):
        assert date_range(date(2026, 9, 10), last) == expected


def test_a_day_of_the_schedule_is_a_heading():
    day = {"date": date(2026, 9, 10), "slots": []}
    with override("es"):
        page = Template('{% include "summit/schedule.html" %}').render(Context({"days": [day]}))
    assert "Jueves 10 de septiembre" in page


@pytest.mark.parametrize(("count", "said"), [(1, "1 opción elegida"), (2, "2 opciones elegidas")])
def test_what_is_chosen_in_a_filter_is_said_in_the_right_number(count, said):
    choices = [{"value": str(number), "label": "Uno", "on": number < count} for number in range(3)]
    with override("es"):
        context = Context({"title": "Temas", "name": "topic", "choices": choices})
        assert said in Template('{% include "components/facet.html" %}').render(context)
