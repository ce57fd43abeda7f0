"""Words that mean the same, in English and in Spanish: the lines of the glossary, and any others like them."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from .words import ALGORITHMS, fold, stem, words

GLOSSARY = Path(__file__).with_name("glossary.csv")
LONGEST = 12  # words of an entry
Line = Mapping[str, Sequence[str]]  # the entries by language; the first English one names the line


class Glossary:
    """Finds in a text what its lines have words for."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = list(lines)
        self._having: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
        for line in self.lines:
            for language, plain in dict.fromkeys(_entries(line)):
                self._having.setdefault((language, _stems(plain, language)), []).append(line)
                self._having.setdefault(("", plain), []).append(line)

    def found(self, plain: Sequence[str], language: str) -> Iterator[tuple[int, int, Line]]:
        """Places among folded words, as (start, end, line): longer ones and their parts.

        A word of the other language must be just that word: its stem may be that of another word here.
        """
        stems, all_words = _stems(plain, language), tuple(plain)
        for start in range(len(plain)):
            for end in range(min(start + LONGEST, len(plain)), start, -1):
                for line in self._of(language, stems[start:end]) or self._of("", all_words[start:end]):
                    yield start, end, line

    def has(self, word: str) -> bool:
        """Whether a folded word is in an entry, with whatever ending."""
        return any((language, stem(word, language)) in self._stems for language in ALGORITHMS)

    @cached_property
    def single_words(self) -> Mapping[str, tuple[str, str]]:
        """Entries of one word, by how they look folded: as they are written, and their language."""
        entries = [(entry, language) for line in self.lines for language in ALGORITHMS for entry in line[language]]
        return {fold(entry): (entry, language) for entry, language in entries if entry.isalpha()}

    @cached_property
    def _stems(self) -> Set[tuple[str, str]]:
        entries = chain.from_iterable(_entries(line) for line in self.lines)
        return {(language, stem(word, language)) for language, plain in entries for word in plain}

    def _of(self, language: str, entry: tuple[str, ...]) -> Sequence[Line]:
        return self._having.get((language, entry), ())


@cache
def glossary() -> Glossary:
    with GLOSSARY.open(encoding="utf-8") as file:
        return Glossary(
            {language: tuple(row[language].split("|")) for language in ALGORITHMS} for row in csv.DictReader(file)
        )


def glossary_version() -> str:
    return blake2b(GLOSSARY.read_bytes(), digest_size=4).hexdigest()


def _entries(line: Line) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language in ALGORITHMS:
        for entry in line[language]:
            yield language, tuple(words(entry))


def _stems(plain: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in plain)
