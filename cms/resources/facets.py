"""The ways to narrow the catalog. Each is a query parameter that may be given several times."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cms.taxonomy.models import Audience, Strategy, Topic

from .enums import MaterialLanguage, ResourceType


@dataclass(frozen=True)
class Facet:
    """`options()` gives (value, label) of all there are; `path` leads from a page to the value."""

    parameter: str
    title: Any
    path: str
    options: Any

    def chosen(self, query):
        """Only values that exist: anything else in an address is ignored."""
        known = {value for value, _label in self.options()}
        return [value for value in dict.fromkeys(query.getlist(self.parameter)) if value in known]

    def narrow(self, pages, values):
        """A subquery, since a join would give a page once for each of its values."""
        if not values:
            return pages
        return pages.filter(pk__in=pages.model.objects.filter(**{f"{self.path}__in": values}).values("pk"))

    def counts(self, pages):
        found = pages.order_by().values(self.path).annotate(number=Count("pk", distinct=True))
        return dict(found.values_list(self.path, "number"))

    def choices(self, pages, chosen):
        """What the form offers: values that would find something, and those chosen."""
        counts = self.counts(pages)
        options = [(value, label, counts.get(value, 0)) for value, label in self.options()]
        return [
            {"value": value, "label": label, "count": count, "on": value in chosen}
            for value, label, count in options
            if count or value in chosen
        ]


FACETS = [
    Facet("type", _("Type"), "resource_type", lambda: ResourceType.choices),
    Facet("topic", _("Topic"), "topics__slug", Topic.options),
    Facet("audience", _("For whom"), "audiences__slug", Audience.options),
    Facet("strategy", _("Capacity building strategy"), "strategies__slug", Strategy.options),
    Facet("language", _("Language of the material"), "languages__language", lambda: MaterialLanguage.choices),
]
