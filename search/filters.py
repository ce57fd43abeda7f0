"""Narrowing the report of searches."""

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from feedback.filters import LenientFilterSet
from search.models import LoggedSearch

FOUR_WEEKS = "28"
SPANS = [
    ("7", _("The last 7 days")),
    (FOUR_WEEKS, _("The last 4 weeks")),
    ("91", _("The last 13 weeks")),
    ("364", _("The last 52 weeks")),
]
NOTHING, UNOPENED, RISING = "nothing", "unopened", "rising"
SHOWN = [
    (NOTHING, _("Nothing found")),
    (UNOPENED, _("Found, but nothing opened")),
    (RISING, _("Searched for more often than before")),
]


class SearchFilterSet(LenientFilterSet):
    show = django_filters.ChoiceFilter(label=_("Show"), choices=SHOWN, method="of_kind")
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    span = django_filters.ChoiceFilter(label=_("Period"), choices=SPANS, method="in_span", empty_label=None)
    words = django_filters.CharFilter(label=_("Words"), lookup_expr="icontains")

    class Meta:
        model = LoggedSearch
        fields = []

    @property
    def days(self) -> int:
        return int((self.is_valid() and self.form.cleaned_data["span"]) or FOUR_WEEKS)

    @property
    def shows_rising(self) -> bool:
        return self.is_valid() and self.form.cleaned_data["show"] == RISING

    def in_span(self, rows, name, value):
        """The rows are those of these days."""
        return rows

    def of_kind(self, rows, name, value):
        if value == NOTHING:
            return rows.filter(hits=0)
        if value == UNOPENED:
            return rows.filter(hits__gt=0, clicks=0)
        return rows.filter(rise__gt=0)
