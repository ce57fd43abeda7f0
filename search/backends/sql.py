"""What the two databases share: from matching rows to what the reader is shown, and the counts of its facets."""

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField
from django.utils import timezone

from search.backends.base import RANKED, Engine, Hit, SearchResults
from search.query import Near, SearchQuery, Sort

COLUMNS = {"kind": "kind", "language": "language"}  # facets that every entry has; the others are rows of their own

# To be shown now: not expired, known to the index as it is, and not of an object that is to be looked at again first.
# The plus keeps SQLite from going by the version, which nearly every entry satisfies.
VISIBLE = """
({entry}.expires_at IS NULL OR {entry}.expires_at > %(now)s)
AND +{entry}.version <= (SELECT version FROM search_clock WHERE name = %(engine)s)
AND NOT EXISTS (
    SELECT 1 FROM search_searchchange change
    WHERE change.hides AND change.kind = {entry}.kind AND change.object_id = {entry}.object_id
)
"""
# A match whose work also exists in the language to be shown is shown in that language, for half the score by words.
# `misses` counts the chosen facets an entry fails; `missed` names one of them.
FOUND = f"""
WITH words AS MATERIALIZED ({{matched}}),
matched AS (SELECT id, score, 0.0 AS near FROM words UNION ALL {{near}}),
translated AS (
    SELECT COALESCE(own.id, entry.id) AS id,
           CASE WHEN own.id IS NULL AND entry.title_key = %(title_key)s THEN 1 ELSE 0 END AS exact,
           CASE WHEN own.id IS NULL THEN matched.score ELSE matched.score / 2 END AS score,
           matched.near AS near
    FROM matched
    JOIN search_searchentry entry ON entry.id = matched.id
    LEFT JOIN search_searchentry own
        ON entry.language <> %(shown)s AND own.work = entry.work AND own.language = %(shown)s
        AND {VISIBLE.format(entry="own")}
    WHERE {VISIBLE.format(entry="entry")}
),
shown AS (SELECT id, MAX(exact) AS exact, MAX(score) AS score, MAX(near) AS near FROM translated GROUP BY id),
found AS MATERIALIZED (
    SELECT entry.id, entry.kind, entry.language, entry.work, entry.date, entry.rating,
           shown.exact, shown.score, shown.near,
           CASE WHEN entry.language = %(shown)s THEN 0 ELSE 1 END AS other,
           {{misses}} AS misses,
           {{missed}} AS missed
    FROM shown JOIN search_searchentry entry ON entry.id = shown.id
)
"""  # noqa: S608  (constants)
HITS = """
SELECT id, score, exact, other, near, rating, date FROM found WHERE misses = 0
ORDER BY other, {order}, id DESC LIMIT %(ranked)s
"""
ORDERS = {
    Sort.RELEVANCE: "exact DESC, score DESC, near DESC",
    Sort.DATE: "date IS NULL, date DESC",
    Sort.RATING: "rating IS NULL, rating DESC",
}
# A work counts in each language it can be had in, whichever is shown. A cross join, since SQLite keeps its order.
COUNTS = f"""
SELECT '' AS name, CASE WHEN other = 1 THEN 'other' ELSE 'shown' END AS value, COUNT(*)
FROM found WHERE misses = 0 GROUP BY other
UNION ALL
SELECT '', 'by_words', COUNT(*) FROM found WHERE misses = 0 AND score > 0
UNION ALL
SELECT 'kind', kind, COUNT(*) FROM found WHERE misses = 0 OR (misses = 1 AND missed = 'kind') GROUP BY kind
UNION ALL
SELECT 'language', language, COUNT(*)
FROM found WHERE misses = 0 OR (misses = 1 AND missed = 'language') GROUP BY language
UNION ALL
SELECT 'language', twin.language, COUNT(*)
FROM found CROSS JOIN search_searchentry twin
WHERE twin.work = found.work AND twin.language <> found.language
AND (misses = 0 OR (misses = 1 AND missed = 'language')) AND {VISIBLE.format(entry="twin")} GROUP BY twin.language
UNION ALL
SELECT facet.name, facet.value, COUNT(*)
FROM found CROSS JOIN search_searchfacet facet
WHERE facet.entry_id = found.id AND (misses = 0 OR (misses = 1 AND missed = facet.name))
GROUP BY facet.name, facet.value
"""  # noqa: S608  (constants)
FACET = "SELECT 1 FROM search_searchfacet facet WHERE facet.entry_id = entry.id"


class SQLEngine(Engine):
    name = "database"
    known_ids: str  # SQL

    def search(self, query: SearchQuery) -> SearchResults:
        numbers = self._numbers(query)
        totals = numbers.pop("")
        other = totals.get("other", 0)
        return SearchResults(
            hits=[_hit(*row) for row in self._fetch(HITS.format(order=ORDERS[query.sort]), query)],
            total=totals.get("shown", 0) + other,
            in_other_languages=other,
            by_words=totals["by_words"],
            counts=numbers,
        )

    @abstractmethod
    def matched(self, query: SearchQuery) -> tuple[str, dict[str, Any]]:
        """SQL and parameters giving `id` and `score` (more is better) of the matching entries."""

    def known(self) -> dict[int, str]:
        with connection.cursor() as cursor:
            cursor.execute(self.known_ids)
            return {pk: "" for (pk,) in cursor.fetchall()}

    def writing(self) -> AbstractContextManager[object]:
        return transaction.atomic()

    def _numbers(self, query: SearchQuery) -> dict[str, dict[str, int]]:
        numbers: dict[str, dict[str, int]] = {}
        for name, value, number in self._fetch(COUNTS, query):
            of_facet = numbers.setdefault(name, {})
            of_facet[value] = of_facet.get(value, 0) + number
        return numbers

    def _fetch(self, select: str, query: SearchQuery) -> list[tuple[Any, ...]]:
        matched, params = self.matched(query)
        misses, missed, facet_params = _misses(query.facets)
        with connection.cursor() as cursor:
            cursor.execute(
                FOUND.format(matched=matched, near=_near(query.near), misses=misses, missed=missed) + select,
                params | facet_params | self._shown_params(query),
            )
            return cursor.fetchall()

    def _shown_params(self, query: SearchQuery) -> dict[str, Any]:
        return {
            "engine": self.name,
            "now": DateTimeField().get_db_prep_value(timezone.now(), connection),
            "shown": query.shown_language,
            "title_key": query.title_key,
            "ranked": RANKED,
        }


def _hit(pk: int, score: float, exact: int, other: int, near: Any, rating: float | None, date: Any) -> Hit:
    if date and timezone.is_naive(date):  # SQLite knows no zones
        date = timezone.make_aware(date, UTC)
    return Hit(pk, score, bool(exact), bool(other), float(near), rating, date)


def _near(near: Mapping[int, Near]) -> str:
    """SQL for the entries that are near, shaped as a match by words. Numbers only."""
    rows = [f"SELECT {int(pk)}, 0.0, {float(each.similarity)}" for pk, each in near.items()]
    return " UNION ALL ".join(rows) or "SELECT 0, 0.0, 0.0 WHERE 1 = 0"


def _misses(facets: Mapping[str, tuple[str, ...]]) -> tuple[str, str, dict[str, Any]]:
    """SQL for how many of the chosen facets an entry fails and for the name of one of them, and the parameters."""
    failing, params = [], {}
    for number, (name, values) in enumerate((name, values) for name, values in facets.items() if values):
        params |= {f"facet{number}": name} | {f"value{number}_{i}": value for i, value in enumerate(values)}
        within = ", ".join(f"%(value{number}_{i})s" for i in range(len(values)))
        failing.append((f"%(facet{number})s", _fails(name, number, within)))
    misses = " + ".join(f"CASE WHEN {fails} THEN 1 ELSE 0 END" for _name, fails in failing) or "0"
    missed = " ".join(f"WHEN {fails} THEN {name}" for name, fails in failing)
    return misses, f"CASE {missed} ELSE '' END" if missed else "''", params


def _fails(name: str, number: int, within: str) -> str:
    if name in COLUMNS:
        return f"entry.{COLUMNS[name]} NOT IN ({within})"
    return f"NOT EXISTS ({FACET} AND facet.name = %(facet{number})s AND facet.value IN ({within}))"
