"""What an app says about its own types so that people can find them; the search app reads this and owns the rest."""

from dataclasses import dataclass, field
from datetime import datetime

_sources = {}


@dataclass(frozen=True)
class Document:
    """One thing in one language, as a visitor may find it. `facets` maps a facet name to its slugs."""

    language: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    date: datetime | None = None
    facets: dict[str, list[str]] = field(default_factory=dict)


class Source:
    """One findable type. `kind` names it in URLs; `label` in the facets.

    `public()` returns the queryset of what every visitor may see: nothing outside it is ever shown.
    `document(instance)` describes one of them. When one of the models in `triggers` is saved or deleted,
    `affected(trigger)` says whose documents change with it.
    """

    kind = ""
    label = ""
    model = None
    triggers = ()

    def public(self):
        raise NotImplementedError

    def document(self, instance):
        raise NotImplementedError

    def affected(self, trigger):
        """The instances of `model` to look at again because `trigger` changed."""
        return self.model.objects.none()


def register(source_class):
    """Make a type findable; called from its app's AppConfig.ready()."""
    _sources[source_class.kind] = source_class()
    return source_class


def sources():
    return dict(_sources)
