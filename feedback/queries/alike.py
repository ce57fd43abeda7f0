"""Needs, pages and answers that look alike, in both languages. It proposes with a reason, and decides nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from cms.meaning.encoder import Vectors, encoder
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import Key, Rows, key_of, rows_of
from cms.meaning.terms import Said, terms
from cms.meaning.vectors import alignment, learn_words, vectors_of

from ..enums import Likeness, Status
from ..models import Need

KIND = "need"
CANDIDATES = 30  # by meaning, and as many by words: only these are looked at closely
FEW = 4  # while somebody waits
# From which score on. tests/feedback/alike measures what they are worth.
BY_MEANING = {Likeness.SAME: 0.77, Likeness.ALIKE: 0.56}
BY_WORDS = {Likeness.SAME: 0.7, Likeness.ALIKE: 0.4}
# What says more than a wish has less of itself in common with one.
LEAST_BY_MEANING, LEAST_BY_WORDS = {"page": 0.52, "answer": 0.52}, {"page": 0.3, "answer": 0.22}
NEAR = 0.6  # the cosine from which two texts mean nearly the same
MOST_WORDS = 5  # named as the reason
SAME_PAGE = 0.1  # what it adds to be about the same page

Terms = Mapping[str, Said]
Levels = dict[Likeness, float]


@dataclass(frozen=True)
class Alike:
    """A row that looks like a text: how much, from 0 to 1, and by which words of the text and of the row."""

    key: Key
    score: float
    levels: Levels
    near: bool
    words: list[tuple[Said, Said]]

    @property
    def likeness(self) -> Likeness | None:
        return next((level for level, least in self.levels.items() if self.score >= least), None)


def alike_to_text(text: str, language: str) -> list[Alike]:
    """To what somebody types: all needs that come into question, best first."""
    found = terms(text, language)
    vector = vectors_of([(text, found)])[0] if encoder.name else None
    return _compared(KIND, found, vector, CANDIDATES)


def alike_at_once(text: str, language: str, kinds: Collection[str]) -> dict[str, list[Alike]]:
    """The same while somebody waits, of rows of these kinds: the encoder is used only where it is at hand."""
    found = terms(text, language)
    vector = vectors_of([(text, found)])[0] if encoder.is_at_hand and found else None
    return {kind: _compared(kind, found, vector, FEW) for kind in kinds}


def alike_to_need(need: Need) -> list[Alike]:
    """To a need whose meaning is known. Merged needs are spoken for by those they were merged into."""
    rows, meaning = rows_of(KIND), Meaning.objects.filter(kind=KIND, key=need.pk).first()
    if not meaning or need.pk not in rows:
        return []
    others = Need.objects.exclude(pk=need.pk).exclude(status=Status.MERGED)
    same_page = list(others.filter(work=need.work_id).values_list("pk", flat=True)) if need.work_id else []
    vector = rows.vector(need.pk) if encoder.name else None
    found = _compared(KIND, meaning.terms, vector, CANDIDATES, also=same_page)
    pages = dict(others.filter(pk__in=[one.key for one in found]).values_list("pk", "work"))
    return _sorted(_with_page(one, need.work_id, pages[one.key]) for one in found if one.key in pages)


def _compared(kind: str, found: Terms, vector: Vectors | None, count: int, also: Collection[int] = ()) -> list[Alike]:
    rows = rows_of(kind)
    keys = {key for key, _ in rows.sharing(found, count)} | {key for key in also if key in rows}
    if vector is not None:
        keys |= {key for key, _ in rows.nearest(vector, count)}
    among = {key[0] if isinstance(key, tuple) else key for key in keys}
    said = Meaning.objects.filter(kind=kind, key__in=among).values_list("key", "place", "terms")
    others = {key: terms for row, place, terms in said if (key := key_of(row, place)) in keys}
    if vector is not None:
        learn_words(word for terms in others.values() for word, _ in terms.values())
    levels = _levels(kind, by_meaning=vector is not None)
    return _sorted(_alike(rows, found, vector, key, terms, levels) for key, terms in others.items())


def _levels(kind: str, by_meaning: bool) -> Levels:
    levels, least = (BY_MEANING, LEAST_BY_MEANING) if by_meaning else (BY_WORDS, LEAST_BY_WORDS)
    return levels | {Likeness.ALIKE: least[kind]} if kind in least else levels


def _alike(rows: Rows, found: Terms, vector: Vectors | None, key: Key, other: Terms, levels: Levels) -> Alike:
    shared = sorted(found.keys() & other.keys(), key=lambda term: (-rows.weight(term), term))
    words = [(found[term], other[term]) for term in shared[:MOST_WORDS]]
    if vector is None:
        return Alike(key, rows.shared(found, key), levels, near=False, words=words)
    cosine = float(rows.vectors_of([key])[0] @ vector)
    score = (cosine + alignment(found, other, rows.weight)) / 2
    return Alike(key, score, levels, near=cosine >= NEAR, words=words)


def _with_page(one: Alike, page: UUID | None, other: UUID | None) -> Alike:
    """Wishes for two pages are never the same one, however alike their words are."""
    if not (page and other):
        return one
    most = one.levels[Likeness.SAME] - 0.01
    return replace(one, score=min(one.score + SAME_PAGE, 1) if page == other else min(one.score, most))


def _sorted(found: Iterable[Alike]) -> list[Alike]:
    return sorted(found, key=lambda one: (-one.score, str(one.key)))
