"""Which words are in use where everyone may read: kept with the entries, in their transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db import transaction
from django.db.models import F

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import WORD, Remembered, fold, stem
from search.domain.rows import insert
from search.models import Clock, KnownWord, SearchEntry

SHORTEST, LONGEST = 3, 30  # letters
BATCH = 500
TEXTS = ("language", "title", "summary", "body")
Word = tuple[str, str]  # and its language
ADD = """
INSERT INTO search_knownword (word, language, plain, stem, entries) {}
ON CONFLICT (word, language) DO UPDATE SET entries = search_knownword.entries + excluded.entries
"""


def exchange(gone: Iterable[SearchEntry], come: Iterable[SearchEntry]) -> None:
    """Forget the words of entries as they were, learn those of entries as they are."""
    change: Counter[Word] = Counter()
    for entry in gone:
        change.subtract(_words(entry))
    for entry in come:
        change.update(_words(entry))
    _add({word: number for word, number in change.items() if number})


def is_there() -> bool:
    """Not after an upgrade, nor while all is described for the first time."""
    return KnownWord.objects.exists()


def recount() -> None:
    """From the entries alone; whoever writes entries waits."""
    change: Counter[Word] = Counter()
    with transaction.atomic():
        Clock.objects.filter(name=Clock.ENTRIES).update(version=F("version"))
        KnownWord.objects.all().delete()
        for texts in SearchEntry.objects.order_by().values_list(*TEXTS).iterator(chunk_size=BATCH):
            change.update(words_of(*texts))
        _add(change)


def words_of(language: str, *texts: str) -> set[Word]:
    return set(_WORDS[language].of_all(set(" ".join(texts).lower().split())))


def _words(entry: SearchEntry) -> set[Word]:
    return words_of(*(getattr(entry, name) for name in TEXTS))


def _written(text: str, language: str) -> Iterator[Word]:
    """Words of letters only, without the 's of whose it is."""
    for match in WORD.findall(text):
        word = match.replace("’", "'").removesuffix("'s")
        if SHORTEST <= len(word) <= LONGEST and word.isalpha():
            yield word, language


_WORDS = {language: Remembered(_written, language) for language in LANGUAGES}


def _add(change: dict[Word, int]) -> None:
    """In the order of the words, so that no two wait for each other."""
    rows = [(word, language, *_forms(word, language), number) for (word, language), number in sorted(change.items())]
    insert(ADD, ["text", "text", "text", "text", "int"], rows)
    fewer = [word for (word, _language), number in change.items() if number < 0]
    for start in range(0, len(fewer), BATCH):
        KnownWord.objects.filter(word__in=fewer[start : start + BATCH], entries__lte=0).delete()


@lru_cache(maxsize=50_000)
def _forms(word: str, language: str) -> tuple[str, str]:
    plain = fold(word)
    return plain[:LONGEST], stem(plain, language)[:LONGEST]
