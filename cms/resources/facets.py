"""The ways to narrow the catalog. Each is a query parameter that may be given several times."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.taxonomy.models import Audience, Strategy, Term, Topic

from .enums import MaterialLanguage, ResourceType

Option = tuple[str, str | Promise]


@dataclass(frozen=True)
class Facet:
    """`options()` gives (value, label) of all there are.

    `column` holds the values: of a resource itself, or of the rows that `relation` leads to. Where they are terms,
    it holds their ids, and the value of a term is its slug.
    """

    parameter: str
    title: Any
    options: Callable[[], Iterable[Option]]
    column: str
    relation: str = ""
    terms: type[Term] | None = None

    def chosen(self, query: QueryDict) -> list[str]:
        """Only values that exist: anything else in an address is ignored."""
        known = {value for value, _label in self.options()}
        return [value for value in dict.fromkeys(query.getlist(self.parameter)) if value in known]

    def rows(self, model: Any) -> tuple[Any, str]:
        """Where the relation leads to, and the column there with the id of the page."""
        field = model._meta.get_field(self.relation)
        if field.many_to_many:
            return field.remote_field.through, field.m2m_column_name()
        return field.related_model, field.remote_field.column

    def by_value(self, found: Mapping[str, int]) -> dict[str, int]:
        """What was found in the column, as bitmaps, by what stands for it in addresses."""
        if not self.terms:
            return dict(found)
        terms, pages = self.terms.by_id(), defaultdict(int)
        for pk, bitmap in found.items():
            slug, _label = terms.get(int(pk), ("", ""))
            pages[slug] |= bitmap
        return pages

    def choices(self, counts: Mapping[str, int], chosen: Sequence[str]) -> list[dict[str, Any]]:
        """What the form offers: values that would find something, and those chosen."""
        options = [(value, label, counts.get(value, 0)) for value, label in self.options()]
        return [
            {"value": value, "label": label, "count": count, "on": value in chosen}
            for value, label, count in options
            if count or value in chosen
        ]


FACETS = [
    Facet("type", _("Type"), lambda: ResourceType.choices, "resource_type"),
    Facet("topic", _("Topic"), Topic.options, "topic_id", "topics", Topic),
    Facet("audience", _("For whom"), Audience.options, "audience_id", "audiences", Audience),
    Facet("strategy", _("Capacity building strategy"), Strategy.options, "strategy_id", "strategies", Strategy),
    Facet("language", _("Language of the material"), lambda: MaterialLanguage.choices, "language", "languages"),
]
