"""The words that were asked for, marked in a text. Everything else is escaped: the result is safe HTML."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from cms.core.bilingual import LANGUAGES
from cms.meaning.stopwords import STOPWORDS
from cms.meaning.words import WORD, Remembered, fold, stem
from search.query import SearchQuery

LENGTH = 220  # characters
BEFORE = 70  # characters shown before the first marked word
SCANNED = 10_000  # characters of a body that are looked through

Stems = set[tuple[str, ...]]  # of single words, and of some side by side


@dataclass(frozen=True)
class Excerpt:
    """Safe HTML, and the place in the body where it was found, if it was found there."""

    html: SafeString
    start: int | None = None


def included_stems(query: SearchQuery, language: str) -> Stems:
    """What stands in every sentence is left out, unless nothing else was asked for."""
    asked = {way for term in query.included(language) for way in term.ways}
    said = {way for way in asked if not STOPWORDS[language].issuperset(way)}
    return {tuple(stem(word, language) for word in way) for way in said or asked}


def highlight(text: str, stems: Stems, language: str) -> SafeString:
    pairs, end = [], 0
    for match in _matches(text, stems, language):
        pairs.append((text[end : match.start()], match[0]))
        end = match.end()
    return format_html_join("", "{}<mark>{}</mark>", pairs) + conditional_escape(text[end:])


def excerpt(summary: str, body: str, stems: Stems, language: str, near: int | None = None) -> Excerpt:
    """From the summary; from the body where only the body has the words, or at the passage that is near."""
    first = _first(summary, stems, language)
    if summary and (first is not None or not body):
        return Excerpt(highlight(_window(summary, first or 0), stems, language))
    first = _first(body[:SCANNED], stems, language)
    if first is not None:
        return Excerpt(highlight(_window(body[:SCANNED], first), stems, language), first)
    if near is not None:
        return Excerpt(conditional_escape(_cut(body[near:])), near)
    return Excerpt(conditional_escape(_cut(summary or body)))


def _matches(text: str, stems: Stems, language: str) -> Iterator[re.Match[str]]:
    """Several words that mean something together are marked where they stand so."""
    remembered = _STEMS[language]
    beginning: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for way in stems:
        beginning[way[:1]].append(way)
    left = 0  # words to mark from here on
    for match in WORD.finditer(text):
        if ways := beginning.get(remembered[match[0]]):
            left = max(left, *(len(way) for way in ways if _stands(way, text, match.start(), language)), 0)
        if left:
            yield match
            left -= 1


def _stands(way: tuple[str, ...], text: str, start: int, language: str) -> bool:
    coming = islice(WORD.finditer(text, start), len(way))
    return way == tuple(_STEMS[language].of_all(match[0] for match in coming))


def _stem(written: str, language: str) -> tuple[str]:
    return (stem(fold(written), language),)


_STEMS = {language: Remembered(_stem, language) for language in LANGUAGES}


def _first(text: str, stems: Stems, language: str) -> int | None:
    match = next(_matches(text, stems, language), None)
    return match.start() if match else None


def _window(text: str, first: int) -> str:
    if first < LENGTH - BEFORE:
        return _cut(text)
    start = text.find(" ", first - BEFORE, first) + 1 or first
    return "…" + _cut(text[start:])


def _cut(text: str) -> str:
    if len(text) <= LENGTH:
        return text
    return text[:LENGTH].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"
