"""How fast search is on the configured database: python -m tests.benchmarks.search_here [entries]"""

import os
import sys
from itertools import islice
from time import perf_counter
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.conf import settings  # noqa: E402  after setup, as everything below
from django.db import connection  # noqa: E402

from search.answers import Answers  # noqa: E402
from search.backends import get_backend  # noqa: E402
from search.domain import indexing  # noqa: E402
from search.questions import Question  # noqa: E402
from tests.benchmarks.corpus import entries, questions  # noqa: E402
from tests.plugins.templates import template  # noqa: E402

REPEAT = 5


def main(number):
    made, name = template(), f"benchmark_commons_{os.getpid()}"
    if connection.vendor == "sqlite":
        name = str(settings.VAR_DIR / f"{name}.sqlite3")
    made.make()
    made.create(name)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with mock.patch("search.answers._still_public", lambda rows: {row.pk for row in rows}):  # rows without objects
            measure(number)
    finally:
        made.drop(name)


def measure(number):
    print(f"\n{connection.vendor} {version()}, {number:,} entries in two languages\n")
    seconds = fill(number)
    print(f"{'indexing':<28}{number / seconds:>12,.0f} entries a second")
    print(f"\n{'milliseconds':<28}{'median':>12}{'p95':>12}")
    for label, act in STEPS.items():
        times = sorted(timed(act, *asked) for asked in all_questions() for _ in range(REPEAT))
        print(f"{label:<28}{times[len(times) // 2]:>12.1f}{times[int(len(times) * 0.95)]:>12.1f}")


def fill(number):
    rows = list(entries(number))
    start = perf_counter()
    source = iter(rows)
    while batch := list(islice(source, 1000)):
        indexing.store(batch)
    seconds = perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return seconds


def all_questions():
    return [(Question.parse(text), language) for language in ("en", "es") for text in questions(language)]


def timed(act, question, language):
    start = perf_counter()
    act(question, language)
    return (perf_counter() - start) * 1000


def version():
    return ".".join(str(part) for part in connection.get_database_version())


STEPS = {
    "top 20": lambda question, language: get_backend().hits(question, language, "", 0, 20),
    "facets": lambda question, language: get_backend().counts(question, language),
    "both, rows and excerpts": lambda question, language: Answers(question, language)[0:20],
}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
