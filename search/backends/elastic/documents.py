"""An entry as the engine keeps it. Its words are stemmed here, as for the databases: the engine splits at spaces."""

from collections.abc import Iterator
from typing import Any

from elasticsearch.dsl import Date, Document, Double, Keyword, Long, MetaField, Text, analyzer, token_filter

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import WORD, Remembered, fold, stem_as_written
from search.backends.sql import LONGEST, token
from search.models import SearchEntry

TEXTS = {"title": 2.5, "summary": 1, "body": 0.25}  # and how much a word in each weighs
BLOCK = 52  # ids that are told as the bits of one number; JSON and sums of doubles are exact up to 53
_FORMS = token_filter("commons_forms", type="pattern_capture", patterns=["([^|]+)"], preserve_original=False)
_ANALYZERS = {
    "analyzer": analyzer("commons_text", tokenizer="whitespace", filter=[_FORMS]),
    "search_analyzer": analyzer("commons_search", tokenizer="whitespace"),
}


class EntryDocument(Document):
    """All that is read of one are values it is sorted by: there is no source."""

    id = Long()
    bit = Double(index=False)  # of the id in its block
    language = Keyword()
    title_key = Keyword(doc_values=False)
    date = Date()
    rating = Double()
    digest = Keyword(index=False)  # equal means the same document
    facets = Keyword(doc_values=False, ignore_above=200)
    title, summary, body = Text(**_ANALYZERS), Text(**_ANALYZERS), Text(**_ANALYZERS)

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(enabled=False)


def document(entry: SearchEntry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "bit": 2.0 ** (entry.pk % BLOCK),
        "language": entry.language,
        "title_key": entry.title_key,
        "date": entry.date,
        "rating": entry.rating,
        "digest": entry.digest,
        "facets": [facet_value(name, value) for name, value in [("kind", entry.kind), *entry.facets]],
        **{name: _stems(getattr(entry, name), entry.language) for name in TEXTS},
    }


def facet_value(name: str, value: str) -> str:
    return f"{name}:{value}"


def _stems(text: str, language: str) -> str:
    return " ".join(_STEMS[language].of_all(text.split()))


def _forms(text: str, language: str) -> Iterator[str]:
    """Of each word what the databases know it by, and where it differs the stem of how it is written: by the one
    `participación` is found for who types `participacion`, by the other for a form of `participar`."""
    for match in WORD.finditer(text):
        if folded := fold(match[0]):
            known_by = token(folded, language)
            written = language + stem_as_written(match[0][:LONGEST], language)[:LONGEST]
            yield known_by if written == known_by else f"{known_by}|{written}"


_STEMS = {language: Remembered(_forms, language) for language in LANGUAGES}
