"""The ways to narrow a search. Each is a query parameter that may be given several times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.resources.enums import MaterialLanguage, ResourceType
from cms.searchable import sources
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic

Option = tuple[str, str | Promise]
MOST_CHOSEN = 20  # of what is not listed; an address may name any number


@dataclass(frozen=True)
class Facet:
    """`options()` gives (value, label) of all there are. What is not `listed` (a year) is its own label."""

    name: str  # in documents, in the table and in addresses
    title: str | Promise
    options: Callable[[], Iterable[Option]] = tuple
    listed: bool = True
    most_first: bool = False  # otherwise in the order of the options
    is_named: bool = False  # with a chosen value, which by itself could be one of another facet

    def chosen(self, params: QueryDict) -> tuple[str, ...]:
        """Only values there can be: anything else in an address is ignored."""
        asked = dict.fromkeys(params.getlist(self.name))
        if not self.listed:
            years = (value for value in asked if value.isascii() and value.isdigit() and len(value) == 4)
            return tuple(islice(years, MOST_CHOSEN))
        return tuple(value for value in asked if value in dict(self.options()))

    def label_of(self, value: str) -> str | Promise:
        """Of a chosen value, where it stands by itself."""
        label = dict(self.options()).get(value, value)
        return f"{self.title}: {label}" if self.is_named else label

    def choices(self, counts: Mapping[str, int], chosen: tuple[str, ...]) -> list[dict[str, Any]]:
        """What the form offers: values that would find something, and those chosen."""
        options = self.options() if self.listed else [(value, value) for value in sorted({*counts, *chosen})[::-1]]
        offered = [
            {"value": value, "label": label, "count": counts.get(value, 0), "on": value in chosen}
            for value, label in options
            if counts.get(value) or value in chosen
        ]
        return sorted(offered, key=lambda choice: -choice["count"]) if self.most_first else offered


def _kinds() -> Iterable[Option]:
    return [(kind, source.label) for kind, source in sources().items()]


FACETS = [
    Facet("kind", _("Kind"), _kinds, most_first=True),
    Facet("type", _("Type of resource"), lambda: ResourceType.choices),
    Facet("topic", _("Topic"), Topic.options),
    Facet("audience", _("For whom"), Audience.options),
    Facet("strategy", _("Capacity building strategy"), Strategy.options),
    Facet("region", _("Regional center"), RegionalCenter.options),
    Facet("year", _("Year"), listed=False),
    Facet("language", _("Language of the page"), lambda: settings.LANGUAGES, is_named=True),
    Facet("material", _("Language of the material"), lambda: MaterialLanguage.choices, is_named=True),
]
