"""A SearchQuery in the words of the engine, and its answer as Matches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cms.core.bilingual import LANGUAGES
from search.backends import base
from search.backends.elastic.documents import BLOCK, TEXTS, facet_value
from search.backends.found import Matches
from search.backends.sql import token
from search.backends.values import Ids
from search.query import SearchQuery, Sort, Term, Words

Clause = dict[str, Any]
# Added to the score, far enough apart to be told from each other: first comes what fits the choices, then what is in
# the language shown, then titles that are just what was typed. To sort by more than the score takes longer.
FITS, SHOWN, EXACT = 1024.0, 512.0, 256.0
LEAST = 1e-4  # of what has the words: less is lost beside what is added
FIELDS = [f"{name}^{weight}" for name, weight in TEXTS.items()]
NEWEST = {"id": "desc"}
IDS = {
    "histogram": {"field": "id", "interval": BLOCK, "min_doc_count": 1},
    "aggs": {"bits": {"sum": {"field": "bit"}}},
}
ORDERS: Mapping[Sort, Clause] = {
    Sort.DATE: {"date": {"order": "desc", "missing": "_last"}},
    Sort.RATING: {"rating": {"order": "desc", "missing": "_last"}},
}


def asked(query: SearchQuery, hidden: Sequence[int]) -> dict[str, Any]:
    """Which have the words, as bits, for that is shortest; and how well the first of them have them."""
    body = {"query": _found(query, hidden), "size": 0, "track_total_hits": False, "aggs": {"ids": IDS}}
    return body | (_first(query, body["query"]) if _has_first(query) else {})


def matches(query: SearchQuery, answer: Mapping[str, Any]) -> Matches:
    """All where something is chosen; else at most COUNTED: the first, then the newest."""
    ids = _ids(answer["aggregations"]["ids"]["buckets"])[::-1]
    most = len(ids) if _is_narrowed(query) else base.COUNTED
    found = Matches(ids[:most], np.full(len(ids[:most]), LEAST))
    if len(ids) and _has_first(query):
        found = _best(query, answer["hits"]["hits"]).and_also(found)
    return replace(found.first(most), is_least=len(ids) > most)


def _ids(buckets: Sequence[Mapping[str, Any]]) -> Ids:
    begins = np.array([bucket["key"] for bucket in buckets], np.int64)
    bits = np.array([bucket["bits"]["value"] for bucket in buckets], np.float64).astype("<u8")  # 64 for each block
    at = np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little").view(bool))
    return begins[at >> 6] + (at & 63)


def _best(query: SearchQuery, hits: Sequence[Mapping[str, Any]]) -> Matches:
    values = [hit["sort"] for hit in hits]
    ids, scores = np.array([each[-1] for each in values], np.int64), np.ones(len(values))
    if query.sort is Sort.RELEVANCE:
        scores = np.array([each[0] for each in values], np.float64)
        for added in (FITS, SHOWN, EXACT):
            scores[scores >= added] -= added
    return Matches(ids, np.maximum(scores, LEAST))


def _is_narrowed(query: SearchQuery) -> bool:
    return any(query.facets.values())


def _has_first(query: SearchQuery) -> bool:
    """Where all are looked at, only their scores are missing: the database knows dates and ratings."""
    return query.sort is Sort.RELEVANCE or not _is_narrowed(query)


def _first(query: SearchQuery, found: Clause) -> dict[str, Any]:
    """All that is read of one are the values it is sorted by. Twice RANKED, for a work may be found in both languages
    and is shown once."""
    if query.sort is Sort.RELEVANCE:
        shown, exact = {"term": {"language": query.shown_language}}, {"term": {"title_key": query.title_key}}
        added = [_constant(shown, SHOWN), _constant(exact, EXACT)]
        if chosen := _chosen(query):
            added.append(_constant({"bool": {"filter": chosen}}, FITS))
        found = {"bool": {"must": [found], "should": added}}
        sort: list[Any] = ["_score", NEWEST]
    else:  # two languages: one of them comes first either way
        language = "asc" if query.shown_language == min(LANGUAGES) else "desc"
        sort = [{"language": language}, ORDERS[query.sort], NEWEST]
    return {"query": found, "sort": sort, "size": 2 * base.RANKED, "stored_fields": "_none_"}


def _found(query: SearchQuery, hidden: Sequence[int]) -> Clause:
    """However many words are asked for, a score is at most that of one: all stay below EXACT."""
    words = {"dis_max": {"queries": [_words(query, language) for language in LANGUAGES]}}
    without = [*_excluded(query), *([{"terms": {"id": [*hidden]}}] if hidden else [])]
    return {"bool": {"must": [words], "must_not": without, "boost": 1 / _longest(query)}}


def _longest(query: SearchQuery) -> int:
    """How many words something has at most that is found."""
    return max(1, *(sum(max(map(len, term.ways)) for term in query.included(language)) for language in LANGUAGES))


def _chosen(query: SearchQuery) -> list[Clause]:
    """One for each facet, but for the language: what is shown in one depends on the translations."""
    return [
        {"terms": {"facets": [facet_value(name, value) for value in values]}}
        for name, values in query.facets.items()
        if values and name != "language"
    ]


def _constant(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}


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
