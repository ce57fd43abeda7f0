"""The public board: needs narrowed, searched and sorted as an address says. One statement counts for all facets."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.db.models import Case, Count, QuerySet, When
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.intake.text import clean_text
from cms.pagination import page_of
from cms.taxonomy.models import RegionalCenter, Term, Topic

from ..enums import ANSWERED, NeedKind, Stage, Status
from ..models import Need
from .needs import search_public
from .pages import pages_in

PAGE_SIZE = 20
LONGEST_SEARCH = 100  # characters
WORDS_SHOWN = 40  # of what the public was told
TOLD = ("reason_en", "reason_es", "response_en", "response_es")
COUNTED = ("people", "regions", "meetings", "at_meetings", "findings", "outcomes_given", "outcomes_helped")
OF_A_ROW = (*TOLD, *COUNTED, "title", "language", "kind", "status", "status_since", "topic", "answer_work")
STAGES = {status: stage.value for stage in Stage for status in stage.statuses}


@dataclass(frozen=True)
class Facet:
    """`options()` gives (value, label) of all there are; `value_of` what stands in addresses for what is stored."""

    parameter: str
    title: str | Promise
    options: Callable[[], Iterable[tuple[str, str | Promise]]]
    column: str
    value_of: Callable[[Any], str] = str

    def chosen(self, query: QueryDict) -> list[str]:
        """Only values that exist: anything else in an address is ignored."""
        known = {value for value, _label in self.options()}
        return [value for value in dict.fromkeys(query.getlist(self.parameter)) if value in known]


def _slug_of(terms: type[Term]) -> Callable[[int | None], str]:
    return lambda pk: terms.by_id().get(pk, ("", ""))[0]


FACETS = [
    Facet("status", _("Where it stands"), lambda: Stage.choices, "status", lambda status: STAGES[status]),
    Facet("topic", _("Topic"), Topic.options, "topic_id", _slug_of(Topic)),
    Facet("region", _("Regional center"), RegionalCenter.options, "region_id", _slug_of(RegionalCenter)),
    Facet("language", _("Language it was asked in"), lambda: settings.LANGUAGES, "language"),
    Facet("kind", _("Kind"), lambda: NeedKind.choices, "kind"),
]
NOT_ANSWERED = Case(When(status__in=ANSWERED, then=0), default=1)
SORTS: dict[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "answer": (_("Newest answer"), (NOT_ANSWERED, "-status_since", "-pk")),
    "people": (_("Most people"), ("-people", "-pk")),
    "newest": (_("Newest request"), ("-created_at", "-pk")),
}


@dataclass(frozen=True)
class Row:
    """One need of the list, with the public page that answers it."""

    need: Need
    page: Page | None

    @property
    def topic(self) -> str:
        return Topic.by_id().get(self.need.topic_id, ("", ""))[1]

    @property
    def told(self) -> dict[str, str] | None:
        """The beginning of what the public was told: why it was declined, or what is being done."""
        told = self.need.public_reason or self.need.public_response
        return told and {"language": told["language"], "text": Truncator(told["text"]).words(WORDS_SHOWN)}


class Board:
    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.words = clean_text(query.get("q", ""))[:LONGEST_SEARCH].strip()
        self.chosen = {facet.parameter: facet.chosen(query) for facet in FACETS}
        sort = query.get("sort", "")
        self.sort = sort if sort in SORTS else "answer"

    @cached_property
    def page(self) -> ListPage:
        """The numbers of the needs alone: only what one page shows is read whole."""
        _label, order = SORTS[self.sort]
        numbers = self._narrowed().order_by(*order).values_list("pk", flat=True)
        return page_of(numbers, self.query.get("page"), PAGE_SIZE, count=self._total)

    @cached_property
    def rows(self) -> list[Row]:
        numbers = list(self.page)
        needs = Need.objects.public().only(*OF_A_ROW).in_bulk(numbers)
        return with_pages([needs[number] for number in numbers if number in needs])

    @property
    def facets(self) -> Iterator[dict[str, Any]]:
        """Counts of one facet respect what is chosen in the others."""
        for facet in FACETS:
            counts, chosen = self._counts(facet), self.chosen[facet.parameter]
            choices = [
                {"value": value, "label": label, "count": counts[value], "on": value in chosen}
                for value, label in facet.options()
                if counts[value] or value in chosen
            ]
            if choices:
                yield {"title": facet.title, "name": facet.parameter, "choices": choices}

    @cached_property
    def taken(self) -> list[dict[str, Any]]:
        """What is chosen, each with the address that lets go of it."""
        return [
            {"name": facet.parameter, "value": value, "label": label, "href": self._without(facet.parameter, value)}
            for facet in FACETS
            for value, label in facet.options()
            if value in self.chosen[facet.parameter]
        ]

    @property
    def sorts(self) -> list[dict[str, Any]]:
        return [{"value": value, "label": label, "on": value == self.sort} for value, (label, _by) in SORTS.items()]

    @cached_property
    def _everything(self) -> QuerySet[Need]:
        needs = Need.objects.public()
        return search_public(needs, self.words) if self.words else needs

    def _narrowed(self) -> QuerySet[Need]:
        needs = self._everything
        for facet in self._narrowing():
            stored = [each for each, value in self._values[facet].items() if value in self.chosen[facet.parameter]]
            needs = needs.filter(**{f"{facet.column}__in": stored})
        return needs

    @cached_property
    def _groups(self) -> list[tuple[Any, ...]]:
        """How many needs have the same in all facets: what is stored for each, then the number."""
        columns = [facet.column for facet in FACETS]
        return list(self._everything.order_by().values_list(*columns).annotate(needs=Count("pk")))

    @cached_property
    def _values(self) -> dict[Facet, dict[Any, str]]:
        """By facet, what stands in addresses for each stored value that there is."""
        stored = {facet: {group[place] for group in self._groups} for place, facet in enumerate(FACETS)}
        return {facet: {each: facet.value_of(each) for each in found} for facet, found in stored.items()}

    @cached_property
    def _total(self) -> int:
        return sum(number for *stored, number in self._groups if self._fits(stored, self._narrowing()))

    def _counts(self, facet: Facet) -> Counter[str]:
        place, values, others = FACETS.index(facet), self._values[facet], self._narrowing() - {facet}
        counts: Counter[str] = Counter()
        for *stored, number in self._groups:
            if self._fits(stored, others):
                counts[values[stored[place]]] += number
        return counts

    def _narrowing(self) -> set[Facet]:
        return {facet for facet in FACETS if self.chosen[facet.parameter]}

    def _fits(self, stored: Sequence[Any], narrowing: set[Facet]) -> bool:
        return all(
            self._values[facet][stored[FACETS.index(facet)]] in self.chosen[facet.parameter] for facet in narrowing
        )

    def _without(self, parameter: str, value: str) -> str:
        query = self.query.copy()
        query.pop("page", None)
        query.setlist(parameter, [each for each in self.chosen[parameter] if each != value])
        return f"?{query.urlencode()}"


def newest_answers(number: int) -> list[Row]:
    """What was answered last, for the feed."""
    answered = Need.objects.public().filter(status__in=ANSWERED).order_by("-status_since", "-pk")
    return with_pages(answered.only(*OF_A_ROW)[:number])


def with_pages(needs: Iterable[Need]) -> list[Row]:
    """Each with its public page in the reader's language, or in the other one, in one query for all."""
    needs = list(needs)
    answered = {need.answer_work_id for need in needs if need.status == Status.PUBLISHED and need.answer_work_id}
    pages = pages_in(answered, (get_language() or "en")[:2]) if answered else {}
    return [Row(need, pages.get(need.answer_work_id) if need.answer_work_id in answered else None) for need in needs]
