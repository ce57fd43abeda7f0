"""A SearchQuery in the words of the engine, and its answer as SearchResults."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from elasticsearch.dsl import FacetedSearch, Q, TermsFacet

from cms.core.bilingual import LANGUAGES
from search.backends.base import COUNTED, RANKED, Hit, SearchResults
from search.backends.elastic.documents import TEXTS
from search.facets import FACETS
from search.query import SearchQuery, Sort, Term

COLUMNS = {"kind", "language"}  # facets that every entry has
VALUES = 1_000  # of a facet that are counted
# The score says three things at once, far enough apart to be told from each other: the title is just what was typed,
# the words were found (and how well), else that the meaning is near.
EXACT, BY_WORDS, NEAR = 4096.0, 1.0, 0.5
MAX_ID = 2**63 - 1
NEVER = -(2**62)  # numbers that sort below it stand for none
ORDERS = {
    Sort.RELEVANCE: [{"_score": "desc"}],
    Sort.DATE: [{"date": {"order": "desc", "missing": "_last"}}],
    Sort.RATING: [{"rating": {"order": "desc", "missing": -1}}],
}
KEPT = [  # all that is read of a hit: the values it is sorted by
    {"id": "desc"},
    {"_score": "desc"},
    {"date": {"order": "desc", "missing": "_last"}},
    {"rating": {"order": "desc", "missing": -1}},
    {"language": "asc"},
    {"twin": {"order": "asc", "missing": 0}},
]


class EntrySearch(FacetedSearch):
    """`hidden` are ids of entries that are neither to be found nor to be counted; their twins are, without them."""

    facets = {
        facet.name: TermsFacet(field=facet.name if facet.name in COLUMNS else f"facets.{facet.name}", size=VALUES)
        for facet in FACETS
    }

    def __init__(self, query: SearchQuery, hidden: Sequence[int]) -> None:
        self.asked, self.hidden = query, list(hidden)
        super().__init__(query, {name: list(values) for name, values in query.facets.items()})

    @property
    def body(self) -> dict[str, Any]:
        return self._s.extra(size=RANKED, track_total_hits=True).to_dict()

    def query(self, search: Any, query: Any) -> Any:
        found = [*self._by_words(), *self._by_meaning()]
        return search.query(
            "bool",
            must=[Q("dis_max", queries=found)],
            should=[Q("constant_score", filter=Q("term", title_key=self.asked.title_key), boost=EXACT)],
            filter=[self._is_shown()],
            must_not=[Q("terms", id=self.hidden)],
        )

    def sort(self, search: Any) -> Any:
        # Two languages: one of them comes first either way.
        first = "asc" if self.asked.shown_language == min(LANGUAGES) else "desc"
        return search.sort({"language": first}, *ORDERS[self.asked.sort], *KEPT)

    def aggregate(self, search: Any) -> None:
        super().aggregate(search)
        # A work counts in each language it can be had in, whichever is shown.
        search.aggs["_filter_language"].bucket("twin", "filter", filter=self._has_twin()).bucket(
            "language", "terms", field="twin_language"
        )
        chosen = Q("bool", filter=[*self._filters.values()])
        other = ~Q("term", language=self.asked.shown_language)
        search.aggs.bucket("other", "filter", filter=chosen & other)
        search.aggs.bucket("without_words", "filter", filter=chosen & self._without_words())

    def _has_twin(self) -> Any:
        return Q("bool", filter=[Q("exists", field="twin")], must_not=[Q("terms", twin=self.hidden)])

    def _is_shown(self) -> Any:
        """In the language to be shown, or there is nothing in that."""
        return Q("term", language=self.asked.shown_language) | ~self._has_twin()

    def _by_words(self) -> list[Any]:
        """A match in the twin counts half."""
        for_found = Q("constant_score", filter=Q("match_all"), boost=BY_WORDS)
        queries = []
        for language in LANGUAGES:
            words, excluded = _words(self.asked, language)
            own, of_twin = Q("term", language=language), Q("term", twin_language=language) & self._has_twin()
            for boost, texts in ((1.0, own), (0.5, of_twin)):
                must = [Q("bool", must=[words], boost=boost), for_found]
                queries.append(Q("bool", must=must, filter=[texts], must_not=excluded))
        return queries

    def _by_meaning(self) -> list[Any]:
        """In no order: how near each is, is known."""
        return [Q("constant_score", filter=self._is_near(), boost=NEAR)] if self.asked.near else []

    def _is_near(self) -> Any:
        ids = list(self.asked.near)
        return Q("terms", id=ids) | (Q("terms", twin=ids) & self._has_twin())

    def _without_words(self) -> Any:
        """Found for their meaning only."""
        return Q("bool", filter=[self._is_near()], must_not=self._by_words())


def _words(query: SearchQuery, language: str) -> tuple[Any, list[Any]]:
    """What a text in this language must have, and what it must not."""
    included = [_term(term, language) for term in query.included(language)]
    occur = "should" if query.any_word else "must"
    return Q("bool", **{occur: included}), [_term(term, language) for term in query.excluded()]


def _term(term: Term, language: str) -> Any:
    fields = [f"{name}_{language}^{weight}" for name, weight in TEXTS.items()]
    ways = [
        Q("multi_match", query=" ".join(way), fields=fields, type="most_fields" if len(way) == 1 else "phrase")
        for way in term.ways
    ]
    return ways[0] if len(ways) == 1 else Q("dis_max", queries=ways)


def results(query: SearchQuery, hidden: Sequence[int], answer: Mapping[str, Any]) -> SearchResults:
    near = {pk: query.near[pk].similarity for pk in query.near.keys() - set(hidden)}
    counted = answer["aggregations"]
    total = min(answer["hits"]["total"]["value"], COUNTED)
    counts = {name: _counts(counted[f"_filter_{name}"], name) for name in EntrySearch.facets}
    return SearchResults(
        hits=[_hit(query, near, hit["sort"]) for hit in answer["hits"].get("hits", ())],
        total=total,
        in_other_languages=min(counted["other"]["doc_count"], total),
        by_words=max(total - counted["without_words"]["doc_count"], 0),
        counts={name: values for name, values in counts.items() if values},
        is_least=answer["hits"]["total"]["value"] > COUNTED,
    )


def _counts(counted: Mapping[str, Any], name: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for buckets in (counted[name], counted.get("twin", {}).get("language", {})):
        for bucket in buckets.get("buckets", ()):
            numbers[bucket["key"]] = numbers.get(bucket["key"], 0) + bucket["doc_count"]
    return numbers


def _hit(query: SearchQuery, near: Mapping[int, float], values: Sequence[Any]) -> Hit:
    pk, score, date, rating, language, twin = values[-len(KEPT) :]
    if not (isinstance(pk, int) and 0 < pk <= MAX_ID):
        raise ValueError(f"no id of an entry: {pk}")
    exact = score >= EXACT
    score -= EXACT * exact
    return Hit(
        id=pk,
        score=max(score - BY_WORDS, 0.0),
        exact=exact,
        other=language != query.shown_language,
        near=max(near.get(pk, 0.0), near.get(twin, 0.0)),
        rating=rating if rating >= 0 else None,
        date=datetime.fromtimestamp(date / 1000, UTC) if date > NEVER else None,
    )
