"""What is asked for and not there: open needs against published resources, by strategy and audience."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from cms.resources.models import ResourcePage
from cms.taxonomy.models import Audience, Strategy

from ..models import Need, Signal

TERMS = ("strategy", "audience")
RELATIONS = {"strategy": "strategies", "audience": "audiences"}  # of a resource
Place = tuple[int | None, int | None]  # a strategy and an audience, or none that is named
NOWHERE: frozenset[int | None] = frozenset([None])


def named(term: str, value: int | None) -> Q:
    """Needs of which some standing evidence names this strategy or audience; with None, of which none names any."""
    said = Signal.objects.standing().filter(need=OuterRef("pk"))
    if value is None:
        return ~Q(Exists(said.exclude(**{term: None})))
    return Q(Exists(said.filter(**{term: value})))


@dataclass(frozen=True)
class Where:
    """A language and a region to look at, or all of them."""

    language: str = ""
    region: int | None = None

    def needs(self) -> QuerySet[Need]:
        found = Need.objects.open()
        found = found.filter(language=self.language) if self.language else found
        return found.filter(region=self.region) if self.region else found

    def pages(self) -> QuerySet[ResourcePage]:
        """What every visitor may read. What is of no region is for all of them."""
        found = ResourcePage.objects.readable()
        found = found.filter(locale__language_code=self.language) if self.language else found
        return found.filter(Q(region=self.region) | Q(region=None)) if self.region else found


@dataclass
class Cell:
    needs: int = 0
    works: int = 0

    @property
    def is_gap(self) -> bool:
        return self.needs > 0 and self.works == 0


class GapMap:
    """A need or a resource that names several counts in the place of each; five queries, however many there are."""

    def __init__(self, where: Where) -> None:
        self.where = where

    @cached_property
    def cells(self) -> dict[Place, Cell]:
        """By strategy and audience in the editors' order; last what names none."""
        names = ([pk for pk, _name in terms.choices()] for terms in (Strategy, Audience))
        cells = {place: Cell() for place in product(*([*found, None] for found in names))}
        for place in _places(self._asked()):
            cells[place].needs += 1
        for place in _places(self._there()):
            cells[place].works += 1
        return cells

    def _asked(self) -> Iterable[tuple[set[int | None], ...]]:
        named: list[dict[int, set[int | None]]] = [defaultdict(set) for _term in TERMS]
        needs = self.where.needs()
        said = Signal.objects.standing().filter(need__in=needs).exclude(strategy=None, audience=None)
        for need, *terms in said.values_list("need", *TERMS).distinct():
            for found, term in zip(named, terms, strict=True):
                found[need] |= {term} - NOWHERE
        for need in needs.values_list("pk", flat=True):
            yield tuple(found[need] for found in named)

    def _there(self) -> Iterable[tuple[set[int | None], ...]]:
        """Each work once, by what any of its pages names."""
        work_of = dict(self.where.pages().values_list("pk", "translation_key"))
        named = [self._named_by(ResourcePage.strategies.through, "strategy", work_of)]
        named.append(self._named_by(ResourcePage.audiences.through, "audience", work_of))
        for work in set(work_of.values()):
            yield tuple(found[work] for found in named)

    def _named_by(self, through: Any, term: str, work_of: Mapping[int, UUID]) -> dict[UUID, set[int | None]]:
        found: dict[UUID, set[int | None]] = defaultdict(set)
        for page, named in through.objects.values_list("resourcepage", term):
            if page in work_of:
                found[work_of[page]].add(named)
        return found


def _places(things: Iterable[tuple[set[int | None], ...]]) -> Iterable[Place]:
    for thing in things:
        yield from product(*(named or NOWHERE for named in thing))


def resources_naming(where: Where, named: Mapping[str, int | None]) -> QuerySet[ResourcePage, Any]:
    """The first page of each work with these terms, or without any where None is given; as the map counts them."""
    there = where.pages()
    found = there
    for term, value in named.items():
        relation = RELATIONS[term]
        if value is None:
            found = found.exclude(translation_key__in=there.exclude(**{relation: None}).values("translation_key"))
        else:
            found = found.filter(translation_key__in=there.filter(**{relation: value}).values("translation_key"))
    return found.order_by().values("translation_key").annotate(first=Min("pk")).values("first")
