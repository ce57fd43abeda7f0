"""How fast search is on the configured database: python -m tests.benchmarks.search_here [entries [server]]"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from time import perf_counter
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.db import connection  # noqa: E402  after setup, as everything below
from django.test import override_settings  # noqa: E402

from search.backends import get_engine  # noqa: E402
from search.domain import describing, feeding  # noqa: E402
from search.query import SearchQuery, Sort  # noqa: E402
from search.results import ResultPage  # noqa: E402
from tests.benchmarks.corpus import described, questions  # noqa: E402
from tests.benchmarks.databases import own_database  # noqa: E402
from tests.search.conftest import store  # noqa: E402

REPEAT = 3


def main(number: int, server: str = "") -> None:
    public = mock.patch(
        "search.second_look.still_public", lambda rows: {row.pk for row in rows}
    )  # rows without objects
    outside = override_settings(ELASTICSEARCH_URL=server, ELASTICSEARCH_INDEX="bench", ELASTICSEARCH_TIMEOUT=30)
    with own_database(), public, outside:
        print(f"\nAnswered by {'a search server' if server else 'the database'}")
        measure(number)


def measure(number: int) -> None:
    print(f"\n{connection.vendor} {version()}, {number:,} entries in two languages\n")
    seconds = fill(number)
    print(f"{'indexing':<28}{number / seconds:>12,.0f} entries a second")
    print(f"\n{'milliseconds':<28}{'median':>12}{'p95':>12}")
    for label, act in STEPS.items():
        report(label, [timed(act, query) for query in all_queries() for _ in range(REPEAT)])
    report("sweep, nothing to do", [timed(nothing_to_do) for _ in range(20)])


def report(label: str, times: list[float]) -> None:
    times = sorted(times)
    print(f"{label:<28}{times[len(times) // 2]:>12.1f}{times[int(len(times) * 0.95)]:>12.1f}")


def fill(number: int) -> float:
    rows = list(described(number))
    start = perf_counter()
    source = iter(rows)
    while batch := list(islice(source, 200)):
        store(batch)
    seconds = perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return seconds


def all_queries() -> list[SearchQuery]:
    return [SearchQuery.parse(text, language) for language in ("en", "es") for text in questions(language)]


def timed(act: Callable[..., object], *arguments: object) -> float:
    start = perf_counter()
    act(*arguments)
    return (perf_counter() - start) * 1000


def version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def narrowed(query: SearchQuery) -> SearchQuery:
    return replace(query, facets={"topic": ("topic-1", "topic-2"), "region": ("region-3",)}, sort=Sort.DATE)


def nothing_to_do() -> None:
    describing.describe_next()
    feeding.feed()


STEPS: dict[str, Callable[[SearchQuery], object]] = {
    "search": lambda query: get_engine().search(query),
    "search, narrowed, by date": lambda query: get_engine().search(narrowed(query)),
    "search, rows and excerpts": lambda query: ResultPage(query).results,
}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, *sys.argv[2:])
