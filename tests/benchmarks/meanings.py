"""Meanings of all entries, so that a search compares with as many as there are, and questions of all kinds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

import numpy as np
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from cms.meaning.encoder import SIZE, encoder
from cms.meaning.models import Meaning
from cms.meaning.queries.copies import write_copy
from cms.meaning.terms import terms
from search.meanings import KIND
from search.models import SearchEntry
from search.query import SearchQuery, Sort
from tests.benchmarks.corpus import vocabulary

BATCH = 2_000
ONE = {"topic": ("topic-1",)}
TWO = {"topic": ("topic-1", "topic-2"), "region": ("region-3",)}


@contextmanager
def meanings() -> Iterator[None]:
    """Each with the terms of its title and summary, and a vector by chance: to encode all of them takes minutes, and
    to compare them takes as long either way."""
    with TemporaryDirectory() as folder, override_settings(MEANING_DIR=folder, MEANING_IN_REQUESTS=True):
        encoder.encode([""])
        rng, now = np.random.default_rng(2026), timezone.now()
        texts = SearchEntry.objects.order_by("pk").values_list("pk", "language", "title", "summary")
        with transaction.atomic():
            Meaning.objects.bulk_create(
                (
                    Meaning(
                        kind=KIND,
                        key=pk,
                        language=language,
                        digest=str(pk),
                        terms=terms(f"{title} {summary}", language),
                        vector=Meaning.packed(vector / np.linalg.norm(vector)),
                        encoder=encoder.name,
                        changed_at=now,
                        followed_up=True,
                    )
                    for pk, language, title, summary in texts
                    for vector in [rng.standard_normal(SIZE, np.float32)]
                ),
                batch_size=BATCH,
            )
        write_copy(KIND, None)
        yield


def of_all_kinds(language: str) -> Iterator[SearchQuery]:
    """Rare and common words, several, phrases, one of two, one not, choices, sorted, mistyped, nothing found."""
    words = vocabulary(language)

    def said(*ranks: int) -> str:
        return " ".join(words[rank] for rank in ranks)

    def mistyped(rank: int) -> str:
        return f"{words[rank][:-2]}x{words[rank][-2:]}"

    alone = [(0,), (3,), (20,), (200,), (2000,), (0, 1), (2, 50), (5, 30, 100), (10, 700), (1, 2, 3)]
    typed = [
        *(said(*ranks) for ranks in alone),
        f'"{said(0, 1)}"',
        f'"{said(20, 200)}"',
        f"{said(0)} OR {said(2000)}",
        f"{said(0)} -{said(1)}",
        mistyped(2000),
        f"{said(2)} {mistyped(50)}",
        "mental health services zzqqxx",
    ]
    for text in typed:
        yield SearchQuery.parse(text, language)
    for ranks, facets in [((0,), ONE), ((0,), TWO), ((200,), TWO)]:
        yield replace(SearchQuery.parse(said(*ranks), language), facets=facets)
    yield replace(SearchQuery.parse(said(1, 2, 3), language), facets=TWO, sort=Sort.DATE)
    yield replace(SearchQuery.parse(said(3), language), sort=Sort.DATE)
    yield replace(SearchQuery.parse(said(0, 1), language), sort=Sort.RATING)
