"""Whatever is asked, every engine finds, counts and leaves out the same."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from cms.searchable import Document
from search.backends import database_engine
from search.domain import describing
from search.models import SearchChange, SearchEntry
from search.query import Near, SearchQuery, Sort
from tests.search.conftest import store

pytestmark = [pytest.mark.once, pytest.mark.stems]  # the tests of the contract are for each database

WORDS = {
    "en": "family families school schools community partner's partners plan planning R-TAC grant grants the of José's",
    "es": "familia familias niños niño escuelas escuela participación jóvenes joven cómo comida plan de la escolares",
}
ASKED = {
    "en": ["family", "schools", "partners", "grant", "rtac", "r-tac", "jose", "the", "plans", "community"],
    "es": ["ninos", "niño", "escolar", "participacion", "jovenes", "comidas", "como", "plan", "familias", "escuela"],
}
FACETS = {"topic": ["health", "food", "math"], "year": ["2025", "2026"], "region": ["bay", "north"]}
KINDS = ["resource", "session", "update"]


@pytest.fixture
def world(lucene, everything_public):
    """Works in one language and in both; some expired, some hidden until they are described again."""
    rng = random.Random(8)
    described = [each for number in range(30) for each in of_work(rng, number)]
    store(described)
    hiding = SearchEntry.objects.filter(object_id__in=rng.sample(range(60), 6))
    SearchChange.objects.bulk_create(SearchChange(kind=each.kind, object_id=each.object_id) for each in hiding)
    return list(SearchEntry.objects.order_by("pk"))


def of_work(rng, number):
    kind = rng.choice(KINDS)
    for language in rng.choice([["en"], ["es"], ["en", "es"], ["en", "es"]]):
        yield describing.describe_document(kind, 2 * number + (language == "es"), document(rng, number, language))


def document(rng, number, language):
    def text(length):
        return " ".join(rng.choices(WORDS[language].split(), k=length))

    facets = {name: rng.sample(values, rng.randint(0, 2)) for name, values in FACETS.items()}
    return Document(
        language,
        text(2),
        "/x/",
        summary=text(3),
        body=text(6),
        date=rng.choice([None, datetime(2026, 3, rng.randint(1, 28), tzinfo=UTC)]),
        rating=rng.choice([None, rng.uniform(1, 5)]),
        facets=facets,
        work=UUID(int=number + 1),
        expires=rng.choice(
            [None, None, None, timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)]
        ),
    )


def questions(rng, entries, number):
    for _each in range(number):
        words = rng.sample([*ASKED["en"], *ASKED["es"]], rng.randint(1, 3))
        typed = rng.choice(["{}", "{} -" + words[-1], '"{}"', "{} OR " + words[0], "{}"]).format(" ".join(words))
        query = SearchQuery.parse(typed, rng.choice(["en", "es"]))
        near = {entry.pk: Near(rng.choice([0.5, 0.75])) for entry in rng.sample(entries, rng.choice([0, 0, 4]))}
        chosen = rng.sample([*FACETS, "kind", "language"], rng.choice([0, 0, 1, 2]))
        values = FACETS | {"kind": KINDS, "language": ["en", "es"]}
        facets = {name: tuple(rng.sample(values[name], rng.randint(1, 2))) for name in chosen}
        yield replace(
            query, near=near, facets=facets, sort=rng.choice(list(Sort)), any_word=rng.choice([False, False, True])
        )


def told(query, results):
    """All that has to be the same; how well something fits is each engine's own."""
    hits = [
        (hit.other, hit.id, hit.exact, bool(hit.score), round(hit.near, 3), hit.rating, hit.date)
        for hit in results.hits
    ]
    if query.sort is Sort.RELEVANCE:
        groups = [(other, not exact) for other, _pk, exact, *_rest in hits]
        assert groups == sorted(groups)
        hits = sorted(hits, key=lambda hit: hit[1])
    numbers = results.total, results.in_other_languages, results.by_words, results.is_least
    counts = {name: dict(values) for name, values in results.counts.items() if values}
    return {"hits": hits, "numbers": numbers, "counts": counts}


def test_they_agree(world, lucene):
    database, found = database_engine(), 0
    for query in questions(random.Random(4), world, 100):
        if query:
            expected = told(query, database.search(query))
            assert told(query, lucene.search(query)) == expected, query
            found += bool(expected["hits"])
    assert found > 50
