"""What is about the same as something that is read: resources, sessions, conversations and needs, in either language.

Which are near is in the copies on the disk, which takes no query. What everyone may see of them at this moment, and
what it is called, is asked of their own tables: a page from the cache that shows one of them goes when that changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from uuid import UUID

import numpy as np
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.addresses import page_url
from cms.meaning.encoder import Vectors
from cms.meaning.queries.nearest import Rows, shared_rows
from cms.searchable import sources
from feedback.enums import Status
from feedback.models import Need
from feedback.models.visible import visible_pages
from forums.forum_conversation.models import Topic
from forums.queries.public import public_topics

Thing = Page | Need | Topic
Scores = Mapping[int, float]
PAGES, NEEDS, TOPICS = "page", "public_need", "topic"
MODELS: Mapping[str, type[Model]] = {PAGES: Page, NEEDS: Need, TOPICS: Topic}
MOST = 5
LOOKED_AT = 1_000  # of each kind
ASKED_FOR = 100  # of each kind: whether and how they are shown
# Nearly all that stands here is about this, so it is taken out of each vector before two are compared, so much of it.
# `common.npy` is its vector, which takes no encoder.
COMMON, TAKEN_OUT = "California community schools: students, families, educators", 0.6
LEAST = 0.53  # the cosine from which on most are right: docs/search.md


@dataclass(frozen=True)
class Related:
    """`works` are the pages it is, or is answered by: each is shown once."""

    kind: str
    title: str
    language: str  # of the title
    url: str
    score: float
    works: frozenset[UUID] = frozenset()

    @property
    def label(self) -> str | Promise:
        return sources()[self.kind].label_of_one


def related_to(thing: Thing) -> list[Related]:
    """The nearest first. Nothing where nothing is known of its meaning, or nothing is near."""
    near = _near(thing)
    found = [*_pages(near.get(PAGES, {})), *_needs(near.get(NEEDS, {})), *_topics(near.get(TOPICS, {}))]
    shown: list[Related] = []
    seen = _works_of(thing)
    for one in sorted(found, key=lambda one: (-one.score, one.url)):
        if not one.works & seen:
            shown.append(one)
            seen |= one.works
    return shown[:MOST]


def _near(thing: Thing) -> dict[str, Scores]:
    """By kind, the keys of the others."""
    copies = {kind: copy for kind in MODELS if (copy := shared_rows(kind))}
    own = next(kind for kind, model in MODELS.items() if isinstance(thing, model))
    vector = copies[own].vector(thing.pk) if thing.pk and own in copies else None
    if vector is None or not vector.any():  # made without an encoder
        return {}
    near = {kind: _scores(copy, vector) for kind, copy in copies.items()}
    near[own].pop(thing.pk, None)
    return near


def _scores(rows: Rows, vector: Vectors) -> dict[int, float]:
    at, common = rows.near(vector, LOOKED_AT), _common()
    own = vector - TAKEN_OUT * common
    cosines, usual = rows.cosines(at, np.column_stack([own, common])).T
    lengths = np.sqrt(1 - 2 * TAKEN_OUT * usual + TAKEN_OUT**2)
    scores = (cosines - TAKEN_OUT * (own @ common)) / (lengths * np.linalg.norm(own))
    scores = scores.astype(float).round(3)  # the last digits depend on how many rows there are
    best = [place for place in np.argsort(-scores, kind="stable")[:ASKED_FOR] if scores[place] >= LEAST]
    return {int(rows.keys[at[place]]): float(scores[place]) for place in best}


@cache
def _common() -> Vectors:
    return np.load(Path(__file__).with_name("common.npy")).astype(np.float32)


def _works_of(thing: Thing) -> frozenset[UUID]:
    """What its page is, or leads to already."""
    if isinstance(thing, Page):
        return frozenset({thing.translation_key})
    return frozenset({thing.work_id, thing.answer_work_id} - {None}) if isinstance(thing, Need) else frozenset()


def _pages(scores: Scores) -> Iterator[Related]:
    """Each work once, by the nearest of its pages, and in the reader's language where it is there."""
    if not scores:
        return
    of_works = Page.objects.filter(pk__in=scores).values("translation_key")
    shown = Q(resourcepage__isnull=False) | Q(sessionpage__isnull=False)
    columns = ["translation_key", "pk", "resourcepage", "locale__language_code", "title", "url_path"]
    rows = visible_pages().filter(shown, translation_key__in=of_works).order_by("translation_key")
    for work, versions in groupby(rows.values_list(*columns, named=True), attrgetter("translation_key")):
        by_score = sorted(versions, key=lambda row: -scores.get(row.pk, 0))
        score = scores.get(by_score[0].pk)
        if score is not None:
            row = next((row for row in by_score if row.locale__language_code == get_language()), by_score[0])
            kind = "resource" if row.resourcepage else "session"
            yield Related(kind, row.title, row.locale__language_code, page_url(row.url_path), score, frozenset({work}))


def _needs(scores: Scores) -> Iterator[Related]:
    """One that is about a page says nothing beyond it."""
    if not scores:
        return
    needs = Need.objects.public().filter(pk__in=scores, work=None)
    for need in needs.only("title", "language", "status", "answer_work"):
        answer = {need.answer_work_id} if need.answer_work_id and need.status == Status.PUBLISHED else ()
        yield Related("need", need.title, need.language, need.get_absolute_url(), scores[need.pk], frozenset(answer))


def _topics(scores: Scores) -> Iterator[Related]:
    if not scores:
        return
    topics = public_topics().filter(pk__in=scores).select_related(None).select_related("forum").order_by()
    for topic in topics.only("subject", "slug", "language", "forum__slug", "forum__name_es"):
        yield Related("topic", topic.subject, topic.language, topic.get_absolute_url(), scores[topic.pk])
