"""Generated entries in two languages: words as frequent as in real texts, the same ones on every run."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from uuid import UUID

from cms.searchable import Document

SYLLABLES = {
    "en": ["ba", "com", "der", "fam", "gra", "hol", "in", "lear", "mun", "par", "sch", "ter"],
    "es": ["bi", "cor", "du", "es", "fla", "gen", "lec", "mar", "ni", "po", "re", "sal"],
}
ENDINGS = {"en": ["", "s", "ing", "ity", "ed", "al"], "es": ["a", "as", "o", "os", "ción", "idad"]}
FACETS = {"topic": 14, "audience": 7, "strategy": 5, "region": 8}  # how many values each has; an entry up to three
KINDS = ["resource", "session", "update", "page", "faq"]
LATEST = datetime(2026, 11, 1, tzinfo=UTC)


def vocabulary(language: str) -> list[str]:
    """About 10,000 words, a few of them in almost every text."""
    roots = ["".join(parts) for parts in product(SYLLABLES[language], repeat=3)]
    found = [root + ending for root in roots for ending in ENDINGS[language]]
    random.Random(language).shuffle(found)  # noqa: S311
    return found


def documents(number: int) -> Iterator[tuple[str, int, Document]]:
    """Each with its kind and the number of its object. Four of five works exist in both languages: the Spanish one
    comes after the English one, and shares its facets, its date and its rating."""
    rng = random.Random(2026)  # noqa: S311
    words = {language: vocabulary(language) for language in SYLLABLES}
    ranks = range(len(words["en"]))
    weights = list(accumulate(1 / (rank + 1) for rank in ranks))
    for index in range(number):
        language = "es" if index % 2 else "en"
        is_translation = index % 2 == 1 and index // 2 % 5 != 4
        if not is_translation:
            texts = [rng.choices(ranks, cum_weights=weights, k=length) for length in (6, 25, 200)]
            date = LATEST - timedelta(days=rng.randrange(3650))
            shared = {
                "work": UUID(int=rng.getrandbits(128)),
                "date": date,
                "rating": rng.choice([None, 1 + 4 * rng.random()]),
                "facets": {"year": [str(date.year)]}
                | {
                    name: [f"{name}-{value}" for value in rng.sample(range(values), rng.randint(0, 3))]
                    for name, values in FACETS.items()
                },
            }
        title, summary, body = (" ".join(words[language][rank] for rank in text) for text in texts)
        document = Document(language, title, f"/{index}/", summary=summary, body=body, **shared)
        yield KINDS[index // 2 % len(KINDS)], index + 1, document


def beginnings(language: str) -> list[str]:
    """What somebody has typed of common and of rare words: two letters and more."""
    words = [vocabulary(language)[rank] for rank in (0, 3, 20, 200, 2000)]
    return [*(word[:length] for word in words for length in (2, 3, 4, len(word))), f"{words[0]} {words[1][:2]}"]


def questions(language: str) -> list[str]:
    """One to three words, from those in nearly every text to rare ones, and a phrase."""
    words = vocabulary(language)
    ranks = [(0,), (3,), (20,), (200,), (2000,), (0, 1), (2, 50), (5, 30, 100), (10, 700), (1, 2, 3)]
    return [" ".join(words[rank] for rank in group) for group in ranks] + [f'"{words[0]} {words[1]}"']
