"""How good what is found is, on the configured database: python -m tests.benchmarks.judged_here"""

import os
from collections.abc import Callable, Sequence
from shutil import rmtree
from tempfile import mkdtemp

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.conf import settings  # noqa: E402  after setup, as everything below
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.utils import translation  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.meaning.queries import copies  # noqa: E402
from search.backends import engines, has_outside  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from search.tasks import update_index  # noqa: E402
from tests.benchmarks.databases import own_database  # noqa: E402
from tests.search.judged.questions import TITLED, Question, measured  # noqa: E402
from tests.search.judged.test_judged import QUESTIONS, encode, found  # noqa: E402

FEW = 100
OUTSIDE = {
    "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL", ""),
    "ELASTICSEARCH_INDEX": f"judged-{os.getpid()}",
    "ELASTICSEARCH_TIMEOUT": 10,
}


def main() -> None:
    copies.PATIENCE = 0
    here = override_settings(DEMO=True, MEANING_DIR=mkdtemp(), **OUTSIDE)
    with own_database(), here, translation.override("en"):
        call_command("setup_commons", verbosity=0)
        call_command("load_demo", verbosity=0)
        answer()
    rmtree(here.options["MEANING_DIR"])


def answer() -> None:
    for engine in engines():
        engine.prepare()
    update_index()
    engine = "OpenSearch" if has_outside() else connection.vendor
    print(f"\n{engine}: the demo, {len(QUESTIONS)} questions\n")
    print(f"{'':<34}{'nDCG@10':>10}{'MRR':>8}{'in three':>10}{'empty':>8}{'noise':>8}")
    report("Wagtail's own search", by_wagtail)
    report("words alone", ours)
    encode()
    with override_settings(MEANING_IN_REQUESTS=True):
        report("words and meaning", ours)


def report(label: str, act: Callable[[Question], Sequence[int]]) -> None:
    for language, name in settings.LANGUAGES:
        now = measured([one for one in QUESTIONS if one.language == language], act)
        numbers = f"{now.ndcg:>10.2f}{now.mrr:>8.2f}{now.in_three:>10.2f}{now.empty:>8.2f}{now.noise:>8}"
        print(f"{label + ', ' + str(name):<34}{numbers}")


def ours(question: Question) -> list[int]:
    return found(question.text, question.language)


def by_wagtail(question: Question) -> list[int]:
    """Any word is enough there: with all of them nearly no question finds anything. It knows pages only."""
    pages = Page.objects.live().filter(locale__language_code=question.language)
    entries = SearchEntry.objects.exclude(kind__in=TITLED).values_list("object_id", "pk")
    entry_of = dict(entries)
    ids = [page.pk for page in pages.search(question.text, operator="or")[:FEW]]
    return [entry_of[pk] for pk in ids if pk in entry_of]


if __name__ == "__main__":
    main()
