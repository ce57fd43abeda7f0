"""What the catalog page shows for one address."""

from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.pagination import page_of

from .counting import TOTAL, counts
from .facets import FACETS
from .querysets import ResourceQuerySet

PAGE_SIZE = 12
SORTS = {
    "newest": (_("Newest first"), ResourceQuerySet.newest),
    "rating": (_("Best rated first"), ResourceQuerySet.best_rated),
    "title": (_("By title"), ResourceQuerySet.by_title),
}


class Catalog:
    """Those of `resources` in one language, narrowed and sorted as the query parameters say."""

    def __init__(self, query, resources, locale):
        self.query, self.resources, self.locale = query, resources, locale
        self.chosen = {facet.parameter: facet.chosen(query) for facet in FACETS}
        self.sort = query.get("sort") if query.get("sort") in SORTS else "newest"

    @cached_property
    def everything(self):
        return self.resources.filter(locale=self.locale)

    @cached_property
    def page(self):
        found = self._narrowed(self.everything)
        _label, order = SORTS[self.sort]
        return page_of(order(found), self.query.get("page"), PAGE_SIZE, count=self._counts[TOTAL][TOTAL])

    @property
    def facets(self):
        """Counts of one facet respect what is chosen in the others."""
        for facet in FACETS:
            chosen = self.chosen[facet.parameter]
            choices = facet.choices(self._counts[facet.parameter], chosen)
            if choices:
                yield {"title": facet.title, "name": facet.parameter, "choices": choices}

    @cached_property
    def taken(self):
        """What is chosen, each with the address that lets go of it."""
        return [
            {"label": label, "href": self._without(facet.parameter, value)}
            for facet in FACETS
            for value, label in facet.options()
            if value in self.chosen[facet.parameter]
        ]

    @property
    def sorts(self):
        return [{"value": value, "label": label, "on": value == self.sort} for value, (label, _order) in SORTS.items()]

    @property
    def only_elsewhere(self):
        """How many works that fit what is chosen can be read in another language, but not in this one."""
        others = self._narrowed(self.resources.exclude(locale=self.locale))
        here = self.everything.filter(translation_key=OuterRef("translation_key"))
        return others.exclude(Exists(here)).count()

    @cached_property
    def _counts(self):
        return counts(self.everything, self.chosen)

    def _narrowed(self, pages):
        for facet in FACETS:
            if values := self.chosen[facet.parameter]:
                pages = pages.filter(facet.having(values, pages))
        return pages

    def _without(self, parameter, value):
        query = self.query.copy()
        query.pop("page", None)
        query.setlist(parameter, [each for each in self.chosen[parameter] if each != value])
        return f"?{query.urlencode()}"
