"""A SearchQuery in the words of the engine, and its answer as Matches."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from cms.core.bilingual import LANGUAGES
from search.backends import base
from search.backends.elastic.documents import TEXTS, facet_value
from search.backends.found import Matches
from search.backends.sql import token
from search.query import SearchQuery, Sort, Term, Words

Clause = dict[str, Any]
# Added to the score, far enough apart to be told from each other: of more matches than are looked at those in the
# language shown come first, and those whose title is just what was typed. To sort by more than the score takes longer.
SHOWN, EXACT = 8192.0, 4096.0
LEAST = 1e-4  # of what has the words: less is lost beside what is added
FIELDS = [f"{name}^{weight}" for name, weight in TEXTS.items()]
NEWEST = {"id": "desc"}
ORDERS: Mapping[Sort, Clause] = {
    Sort.DATE: {"date": {"order": "desc", "missing": "_last"}},
    Sort.RATING: {"rating": {"order": "desc", "missing": "_last"}},
}


def found(query: SearchQuery, hidden: Sequence[int]) -> Clause:
    words = {"dis_max": {"queries": [_words(query, language) for language in LANGUAGES]}}
    without = [*_excluded(query), *([{"terms": {"id": [*hidden]}}] if hidden else [])]
    return {"bool": {"must": [words], "must_not": without}}


def chosen(query: SearchQuery) -> list[Clause]:
    """One for each facet, but for the language: what is shown in one depends on the translations."""
    return [
        {"terms": {"facets": [facet_value(name, value) for value in values]}}
        for name, values in query.facets.items()
        if values and name != "language"
    ]


def all_of(clauses: Sequence[Clause]) -> Clause:
    return {"bool": {"filter": [*clauses]}}


def all_but_one(clauses: Sequence[Clause]) -> Clause:
    """What fails but one facet is among the counts of that facet, and nothing else."""
    return {"bool": {"should": [all_of(others) for others in combinations(clauses, len(clauses) - 1)]}}


def narrowed(asked: Clause, by: Clause) -> Clause:
    return {"bool": {"must": [asked], "filter": [by]}}


def number(asked: Clause) -> dict[str, Any]:
    """Up to one more than COUNTED."""
    return {"query": asked, "size": 0, "track_total_hits": base.COUNTED + 1}


def first(query: SearchQuery, asked: Clause) -> dict[str, Any]:
    """COUNTED of them; all that is read of one are the values it is sorted by."""
    if query.sort is Sort.RELEVANCE:
        shown, exact = {"language": query.shown_language}, {"title_key": query.title_key}
        asked = {"bool": {"must": [asked], "should": [_constant(shown, SHOWN), _constant(exact, EXACT)]}}
        sort: list[Any] = ["_score", NEWEST]
    else:  # two languages: one of them comes first either way
        language = "asc" if query.shown_language == min(LANGUAGES) else "desc"
        sort = [{"language": language}, ORDERS[query.sort], NEWEST]
    return number(asked) | {"sort": sort, "size": base.COUNTED, "stored_fields": "_none_"}


def matches(query: SearchQuery, answer: Mapping[str, Any]) -> Matches:
    kept = [hit["sort"] for hit in answer["hits"].get("hits", ())]
    ids = np.array([values[-1] for values in kept], np.int64)
    scores = np.ones(len(kept))
    if query.sort is Sort.RELEVANCE:
        scores = np.array([values[0] for values in kept], np.float64)
        for added in (SHOWN, EXACT):
            scores[scores >= added] -= added
        scores = np.maximum(scores, LEAST)
    return Matches(ids, scores, is_least(answer))


def is_least(answer: Mapping[str, Any]) -> bool:
    return bool(answer["hits"]["total"]["value"] > base.COUNTED)


def _constant(term: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": {"term": term}, "boost": score}}


def _words(query: SearchQuery, language: str) -> Clause:
    """What a text in this language must have. Each word is one of its language."""
    included = [_any(_ways(term, language)) for term in query.included(language)]
    return {"bool": {"should" if query.any_word else "must": included}}


def _excluded(query: SearchQuery) -> list[Clause]:
    return [way for term in query.excluded() for language in LANGUAGES for way in _ways(term, language)]


def _ways(term: Term, language: str) -> list[Clause]:
    return [_way(way, language) for way in term.ways]


def _way(way: Words, language: str) -> Clause:
    stems = " ".join(token(word, language) for word in way)
    return {"multi_match": {"query": stems, "fields": FIELDS, "type": "most_fields" if len(way) == 1 else "phrase"}}


def _any(clauses: Iterable[Clause]) -> Clause:
    clauses = [*clauses]
    return clauses[0] if len(clauses) == 1 else {"dis_max": {"queries": clauses}}
