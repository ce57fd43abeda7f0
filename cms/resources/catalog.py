"""What the catalog page shows for one address."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.pagination import page_of

from . import bitmaps
from .facets import FACETS

PAGE_SIZE = 12
# Parameter -> what it is called, and the verb of the query set.
SORTS = {
    "newest": (_("Newest first"), "newest"),
    "rating": (_("Best rated first"), "best_rated"),
    "title": (_("By title"), "by_title"),
}


class Catalog:
    """The pages of the model `resources` that every visitor may see in one language, as the query parameters say."""

    def __init__(self, query, resources, locale):
        self.query, self.resources, self.locale = query, resources, locale
        self.chosen = {facet.parameter: facet.chosen(query) for facet in FACETS}
        self.sort = query.get("sort") if query.get("sort") in SORTS else "newest"

    @cached_property
    def page(self):
        """The ids of those that are shown."""
        found = self._narrowed(self._visible.pages.get(self.locale, 0))
        _label, order = SORTS[self.sort]
        ids = list(bitmaps.ids_in(found, bitmaps.in_order(self.resources, order)))
        return page_of(ids, self.query.get("page"), PAGE_SIZE)

    @property
    def facets(self):
        """Counts of one facet respect what is chosen in the others."""
        for facet in FACETS:
            rest = self._narrowed(self._visible.pages.get(self.locale, 0), besides=facet)
            counts = {value: (pages & rest).bit_count() for value, pages in self._members[facet.parameter].items()}
            choices = facet.choices(counts, self.chosen[facet.parameter])
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
        """How many pages that fit what is chosen can be read in another language, but not in this one."""
        elsewhere = bitmaps.union(pages for locale, pages in self._visible.pages.items() if locale != self.locale)
        return (self._narrowed(elsewhere) & ~self._visible.works.get(self.locale, 0)).bit_count()

    @cached_property
    def _visible(self):
        return bitmaps.visible(self.resources)

    @cached_property
    def _members(self):
        """By facet and by the value that stands in addresses."""
        return {facet.parameter: facet.by_value(bitmaps.members(self.resources)[facet.parameter]) for facet in FACETS}

    def _narrowed(self, pages, besides=None):
        for facet in FACETS:
            chosen = self.chosen[facet.parameter]
            if chosen and facet is not besides:
                members = self._members[facet.parameter]
                pages &= bitmaps.union(members.get(value, 0) for value in chosen)
        return pages

    def _without(self, parameter, value):
        query = self.query.copy()
        query.pop("page", None)
        query.setlist(parameter, [each for each in self.chosen[parameter] if each != value])
        return f"?{query.urlencode()}"
