"""What an app says of its public addresses, so that robots find them; `cms.ops.sitemaps` shows it.

A section is one small `Section` class in the module `sitemap` of the app whose pages they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

PART = 200  # things in a part; with both languages and what belongs together it stays small enough for the cache
_sections: dict[str, "Section"] = {}


@dataclass(frozen=True)
class Listed:
    """One thing: its path in each language that it can be read in, and when the public saw it change."""

    paths: Mapping[str, str]
    changed: datetime | None = None


class Section:
    """`rows()` are in one order, and nothing in them that not everyone may see; `places` name views beside them."""

    name: str = ""
    places: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any, Any]:
        raise NotImplementedError

    def listed(self, rows: Sequence[Any]) -> Iterable[Listed]:
        raise NotImplementedError

    def first(self) -> Iterable[Listed]:
        """What stands before all rows."""
        return [Listed(in_both(partial(reverse, place))) for place in self.places]

    def parts(self) -> int:
        return max(1, -(-self.rows().count() // PART))

    def part(self, number: int) -> list[Listed]:
        rows = self.rows()[(number - 1) * PART : number * PART]
        return [*(self.first() if number == 1 else ()), *self.listed(list(rows))]


def in_both(path: Callable[[], str]) -> dict[str, str]:
    """Of what has an address in each language, whichever it is written in."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = path()
    return found


def register(section_class: type[Section]) -> type[Section]:
    _sections[section_class.name] = section_class()
    return section_class


def sections() -> dict[str, Section]:
    return dict(sorted(_sections.items()))
