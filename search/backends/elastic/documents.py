"""An entry as the engine keeps it: its own texts, and those of its twin, each analyzed by its language.

The twin is the same work in the other language. What belongs to it stands here too, so that a work is found and counted
once, by the words of either.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from elasticsearch.dsl import Date, Document, Double, Keyword, Long, MetaField, Object, Text, analyzer, token_filter

from cms.core.bilingual import LANGUAGES
from cms.meaning.stopwords import QUESTION_WORDS, STOPWORDS
from cms.meaning.words import OWN_STEMS, WORD, Remembered
from search.models import SearchEntry

TEXTS = {"title": 10, "summary": 4, "body": 1}  # and how much a word in each weighs
_STEMMERS = {"en": "English", "es": "Spanish"}
_fold = token_filter("commons_fold", type="asciifolding", preserve_original=False)


def _forms(language: str) -> tuple[list[Any], list[Any]]:
    """Stemmed with its accents, then folded; and as the databases do it: folded, then stemmed.

    The first knows `participación` for a form of `participar`, the second finds it for who types `participacion`.
    Stop words stay, since a phrase may have them, but as they are: `cómo` and `comida` would have the same stem.
    """
    kept = STOPWORDS[language] | QUESTION_WORDS
    kept = token_filter(f"commons_{language}_stopwords", type="keyword_marker", keywords=sorted(kept))
    rules = [f"{word} => {own}" for word, own in OWN_STEMS[language].items()]
    apart = token_filter(f"commons_{language}_apart", type="stemmer_override", rules=rules)
    stem = token_filter(f"commons_{language}_stem", type="snowball", language=_STEMMERS[language])
    folded_first = [_fold, kept, apart, stem]
    if language == "es":  # see cms/meaning/words.py
        plural = token_filter(
            "commons_es_plural", type="pattern_replace", pattern="([aeiou][dlnr])es$", replacement="$1"
        )
        folded_first.insert(3, plural)
    return [kept, apart, stem, _fold], folded_first


def _analyzers(language: str) -> dict[str, Any]:
    """Of texts, and of what is asked, which comes folded."""
    forms = _forms(language)
    both = token_filter(f"commons_{language}_forms", type="multiplexer", filters=[*forms], preserve_original=False)
    return {
        "analyzer": analyzer(f"commons_{language}", tokenizer="whitespace", filter=["lowercase", both]),
        "search_analyzer": analyzer(f"commons_{language}_search", tokenizer="whitespace", filter=forms[1]),
    }


def _text(language: str) -> Text:
    return Text(**_analyzers(language))


class EntryDocument(Document):
    id = Long()
    kind = Keyword()
    language = Keyword()
    title_key = Keyword()
    date = Date()
    rating = Double()
    twin = Long()
    twin_language = Keyword()
    digest = Keyword(index=False)  # of both: equal means the same document
    facets = Object(dynamic=True)
    title_en, summary_en, body_en = _text("en"), _text("en"), _text("en")
    title_es, summary_es, body_es = _text("es"), _text("es"), _text("es")

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(enabled=False)  # all that is read from it are sorted values and counts
        dynamic_templates = MetaField(
            [{"facets": {"path_match": "facets.*", "mapping": {"type": "keyword", "ignore_above": 200}}}]
        )


def documents(entries: Iterable[SearchEntry], twins: dict[int, SearchEntry]) -> Iterator[dict[str, Any]]:
    """`twins` by the id of the entry that has one."""
    entries = list(entries)
    texts = {pk: _texts(entry) for pk, entry in {each.pk: each for each in [*entries, *twins.values()]}.items()}
    for entry in entries:
        yield _document(entry, twins.get(entry.pk), texts)


def digest(entry: SearchEntry, twin: SearchEntry | None) -> str:
    return f"{entry.digest}{twin.digest if twin else ''}"


def _document(entry: SearchEntry, twin: SearchEntry | None, texts: Mapping[int, dict[str, str]]) -> dict[str, Any]:
    facets: dict[str, list[str]] = {}
    for name, value in entry.facets:
        facets.setdefault(name, []).append(value)
    document = {
        "id": entry.pk,
        "kind": entry.kind,
        "language": entry.language,
        "title_key": entry.title_key,
        "date": entry.date,
        "rating": entry.rating,
        "digest": digest(entry, twin),
        "facets": facets,
        **texts[entry.pk],
    }
    if twin:
        document |= {"twin": twin.pk, "twin_language": twin.language, **texts[twin.pk]}
    return document


def _texts(entry: SearchEntry) -> dict[str, str]:
    """Cut into words here, as for all engines, and put together again."""
    return {
        f"{name}_{entry.language}": " ".join(_WORDS[entry.language].of_all(getattr(entry, name).split()))
        for name in TEXTS
    }


def _words(text: str, _language: str) -> Iterator[str]:
    """As cms/meaning/words.py has them, but with their accents: Children’s -> children, niños -> niños"""
    return (match[0].casefold().replace("’", "'").removesuffix("'s").replace("'", "") for match in WORD.finditer(text))


_WORDS = {language: Remembered(_words, language) for language in LANGUAGES}
