"""What an app says about its own types so that people can find them; the search app reads this and owns the rest.

A findable type is one small `Source` class in the module `searchable` of the app that owns the type.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Passage:
    """A part of a body with an address of its own, where a result opens that was found in it."""

    text: str
    url: str


@dataclass(frozen=True)
class Document:
    """One thing in one language, as a visitor may find it. All texts are plain text.

    `facets` maps the name of a facet to the values this thing has. `work` joins the translations of one thing.
    `place` tells apart what is found by itself in one object. `rating` is the weighted mean of its stars, where
    somebody gave some. `title_language` is said where the title is in another language than the rest. After `expires`
    it is gone.
    """

    language: str
    title: str
    url: str
    summary: str = ""
    body: str | Sequence[Passage] = ""
    date: datetime | None = None
    place: str = ""
    rating: float | None = None
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    work: UUID | None = None
    title_language: str = ""
    expires: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """Something small that a result says of what was found, as it is at this moment. `status` is that of a need."""

    text: str
    icon: str = ""
    status: str = ""


class Source:
    """One findable type. `kind` names it in URLs, `label` (plural) in the facets, `label_of_one` on a result.

    `public()` returns the queryset of what every visitor may see: nothing outside it is ever shown.
    `document(instance)` describes one of them. When one of the models in `triggers` is saved or deleted,
    `affected(trigger)` says whose documents change with it; `model` itself needs no mention, nor, for pages,
    what Wagtail tells by itself (publishing, moving, privacy).
    """

    kind: str = ""
    label: str | Promise = ""
    model: type[Model]
    triggers: tuple[type[Model], ...] = ()
    # Whether a trigger can take something out of everyone's sight: then it is not shown until described again.
    triggers_hide: bool = True
    # Whether what was said in one language has an address in each: readers are led to that in theirs.
    in_every_language: bool = False
    # Whether its date is when it takes place.
    takes_place: bool = False
    # Types with the same gate are public by one rule, asked once for all of them: a function to what everyone may see.
    gate: Callable[[], QuerySet[Any]] | None = None
    # Fields of `model` that are saved on their own and change nothing anyone can find.
    unseen_fields: frozenset[str] = frozenset()
    # The field with the time of the last change, if there is one: the full comparison reads it.
    changed_field: str = ""

    @property
    def label_of_one(self) -> str | Promise:
        return capfirst(self.model._meta.verbose_name or "")

    def public(self) -> QuerySet[Any]:
        raise NotImplementedError

    def document(self, instance: Any) -> Document:
        raise NotImplementedError

    def documents(self, instance: Any) -> list[Document]:
        """One for each language the instance itself speaks, and for each of its places; most have but one."""
        return [self.document(instance)]

    def facts(self, ids: Collection[int]) -> Mapping[int, Sequence[Fact]]:
        """What results say besides, for these objects, which everyone may see."""
        return {}

    def affected(self, trigger: Any) -> QuerySet[Any]:
        """The instances of `model` to look at again because `trigger` changed."""
        return self.model._default_manager.none()


def register(source_class: type[Source]) -> type[Source]:
    """Make a type findable; search imports the module `searchable` of every app when it starts."""
    _sources[source_class.kind] = source_class()
    return source_class


def sources() -> dict[str, Source]:
    return dict(_sources)
