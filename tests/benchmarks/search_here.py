"""How fast search is on the configured database: python -m tests.benchmarks.search_here [entries [server]]"""

import os
import random
import resource
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.db import connection  # noqa: E402  after setup, as everything below
from django.test import override_settings  # noqa: E402
from modelsearch import index  # noqa: E402
from modelsearch.abstract_models import TextIDGenericRelation  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402
from wagtail.search.models import IndexEntry  # noqa: E402

from cms.core.bilingual import LANGUAGES  # noqa: E402
from cms.ops.loading import freeze  # noqa: E402
from cms.searchable import Document  # noqa: E402
from search.backends import database_engine, get_engine  # noqa: E402
from search.domain import describing, feeding, vocabulary  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from search.query import Near, SearchQuery, Sort  # noqa: E402
from search.results import ResultPage  # noqa: E402
from search.suggestions import suggestions  # noqa: E402
from tests.benchmarks.corpus import beginnings, documents, questions  # noqa: E402
from tests.benchmarks.databases import own_database  # noqa: E402
from tests.benchmarks.meanings import meanings, of_all_kinds  # noqa: E402
from tests.search.conftest import store  # noqa: E402

REPEAT = 3
NEAR = 50  # entries that are near by meaning
FEW, MOST_FOR_WAGTAIL = 8, 20_000  # questions and entries for Wagtail's search, which takes its time


class WagtailEntry(index.Indexed, SearchEntry):
    """The same rows, as Wagtail's own search has them."""

    search_fields = [
        index.SearchField("title", boost=10),
        index.SearchField("summary", boost=4),
        index.SearchField("body"),
    ]

    class Meta:
        proxy = True
        app_label = "search"


# As for the models there are when Django is set up: on PostgreSQL it asks for rows by this.
TextIDGenericRelation(IndexEntry).contribute_to_class(WagtailEntry, "index_entries")


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
    print(f"{'':<34}{'a second':>12}{'CPU ms each':>14}")
    report_rate("indexing", number, fill(number))
    if number <= MOST_FOR_WAGTAIL:
        report_rate("indexing, Wagtail's search", number, [timed(fill_wagtail)])
    analyze()
    print(f"\n{'milliseconds':<34}{'median':>12}{'p95':>12}{'CPU median':>14}{'CPU p95':>12}")
    for label, act in STEPS.items():
        report(label, [timed(act, query) for query in all_queries() for _ in range(REPEAT)])
    typed = [(text, language) for language in LANGUAGES for text in beginnings(language)]
    report("suggestions", [timed(suggestions, *each) for each in typed for _ in range(REPEAT)])
    if number <= MOST_FOR_WAGTAIL:
        report("Wagtail's: 20 rows, their number", [timed(wagtail_search, query) for query in all_queries()[:FEW]])
    report("sweep, nothing to do", [timed(nothing_to_do) for _ in range(20)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with meanings():
        asked = [query for language in LANGUAGES for query in of_all_kinds(language)]
        times = [timed(rows_and_excerpts, query) for query in asked for _ in range(REPEAT)]
        report("with meaning, of all kinds", times)
    print(f"\nmemory of this process: {memory:,.0f} MB at most, before meanings were made")


def report_rate(label: str, number: int, times: list[tuple[float, float]]) -> None:
    milliseconds, cpu = map(sum, zip(*times, strict=True))
    print(f"{label:<34}{number / milliseconds * 1000:>12,.0f}{cpu / number:>14.3f}")


def report(label: str, times: list[tuple[float, float]]) -> None:
    of_clock, of_cpu = (sorted(column) for column in zip(*times, strict=True))
    numbers = [column[int(len(times) * share)] for column in (of_clock, of_cpu) for share in (0.5, 0.95)]
    print(f"{label:<34}{numbers[0]:>12.1f}{numbers[1]:>12.1f}{numbers[2]:>14.1f}{numbers[3]:>12.1f}", flush=True)


def fill(number: int) -> list[tuple[float, float]]:
    """As search_rebuild fills what is empty, from objects that say at once what is in them."""
    source, times = documents(number), []
    freeze()
    with ExitStack() as filling:
        times.append(timed(filling.enter_context, database_engine().filling()))
        while batch := list(islice(source, describing.BATCH)):
            times.append(timed(index_all, batch))
        times.append(timed(filling.close))
    return [*times, timed(vocabulary.recount)]


def index_all(batch: list[tuple[str, int, Document]]) -> None:
    store([describing.describe_document(*each) for each in batch], force=True)


def fill_wagtail() -> None:
    own = get_search_backend("default").get_index_for_model(WagtailEntry)
    entries = WagtailEntry.objects.order_by("pk").iterator(describing.BATCH)
    while batch := list(islice(entries, describing.BATCH)):
        own.add_items(WagtailEntry, batch)


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def all_queries() -> list[SearchQuery]:
    rng = random.Random(2026)  # noqa: S311
    known = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    found = []
    for language in ("en", "es"):
        for text in [*questions(language), *questions("es" if language == "en" else "en")[:2]]:
            near = {pk: Near(rng.uniform(0.5, 0.9)) for pk in rng.sample(known, NEAR)}
            found.append(replace(SearchQuery.parse(text, language), near=near))
    return found


def timed(act: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Milliseconds of the clock, and of the processors: of this process and of PostgreSQL's for it."""
    start, cpu = perf_counter(), cpu_seconds()
    act(*arguments)
    return (perf_counter() - start) * 1000, (cpu_seconds() - cpu) * 1000


def cpu_seconds() -> float:
    return process_time() + backend_seconds()


def backend_seconds() -> float:
    if connection.vendor != "postgresql" or not connection.is_usable():
        return 0
    file = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")  # of a server on this machine
    return int(file.read_text().split()[0]) / 1e9 if file.exists() else 0


def version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def narrowed(query: SearchQuery) -> SearchQuery:
    return replace(query, facets={"topic": ("topic-1", "topic-2"), "region": ("region-3",)}, sort=Sort.DATE)


def of_a_topic(query: SearchQuery) -> SearchQuery:
    return replace(query, facets={"topic": ("topic-1", "topic-2")})


def rows_and_excerpts(query: SearchQuery) -> None:
    _rows = ResultPage(query).results


def nothing_to_do() -> None:
    describing.describe_next()
    feeding.feed()


def wagtail_search(query: SearchQuery) -> None:
    found = get_search_backend("default").search(query.text.replace('"', ""), WagtailEntry)
    list(found[:20])
    found.count()


STEPS: dict[str, Callable[[SearchQuery], object]] = {
    "search": lambda query: get_engine().search(query),
    "search, narrowed, by date": lambda query: get_engine().search(narrowed(query)),
    "search, any word": lambda query: get_engine().search(query.relaxed()),
    "search, narrowed by one facet": lambda query: get_engine().search(of_a_topic(query)),
    "search, rows and excerpts": rows_and_excerpts,
    "the same, narrowed by one facet": lambda query: rows_and_excerpts(of_a_topic(query)),
}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, *sys.argv[2:])
