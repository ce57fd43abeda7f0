"""Generated entries in two languages: words as frequent as in real texts, the same ones on every run."""

import random
from collections.abc import Iterator
from itertools import accumulate, product

from cms.searchable import Document
from search.domain.describing import Described, describe_document

SYLLABLES = {
    "en": ["ba", "com", "der", "fam", "gra", "hol", "in", "lear", "mun", "par", "sch", "ter"],
    "es": ["bi", "cor", "du", "es", "fla", "gen", "lec", "mar", "ni", "po", "re", "sal"],
}
ENDINGS = {"en": ["", "s", "ing", "ity", "ed", "al"], "es": ["a", "as", "o", "os", "ción", "idad"]}
FACETS = {name: [f"{name}-{number}" for number in range(8)] for name in ("topic", "audience", "region")}
KINDS = ["resource", "session", "update", "page", "faq"]


def vocabulary(language: str) -> list[str]:
    """About 10,000 words, a few of them in almost every text."""
    roots = ["".join(parts) for parts in product(SYLLABLES[language], repeat=3)]
    found = [root + ending for root in roots for ending in ENDINGS[language]]
    random.Random(language).shuffle(found)  # noqa: S311
    return found


def described(number: int) -> Iterator[Described]:
    rng = random.Random(2026)  # noqa: S311
    words = {language: vocabulary(language) for language in SYLLABLES}
    weights = {code: list(accumulate(1 / rank for rank in range(1, len(words[code]) + 1))) for code in words}
    for index in range(number):
        language = "es" if index % 2 else "en"

        def text(length: int, language: str = language) -> str:
            return " ".join(rng.choices(words[language], cum_weights=weights[language], k=length))

        document = Document(
            language,
            text(6),
            f"/{index}/",
            summary=text(25),
            body=text(200),
            facets={name: rng.sample(values, rng.randint(0, 3)) for name, values in FACETS.items()},
        )
        yield describe_document(KINDS[index % len(KINDS)], index + 1, document)


def questions(language: str) -> list[str]:
    """One to three words, from those in nearly every text to rare ones, and a phrase."""
    words = vocabulary(language)
    ranks = [(0,), (3,), (20,), (200,), (2000,), (0, 1), (2, 50), (5, 30, 100), (10, 700), (1, 2, 3)]
    return [" ".join(words[rank] for rank in group) for group in ranks] + [f'"{words[0]} {words[1]}"']
