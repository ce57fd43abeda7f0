"""What an app says about its rows so that they can be compared: a `Source` in its module `meanings`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Text:
    """What one row says, each part with its language, and when the row was changed last.

    A row that answers several questions gives a text for each, with its `place` in the row.
    """

    key: int
    parts: Sequence[tuple[str, str]]
    changed_at: datetime
    place: str = ""

    @property
    def language(self) -> str:
        """Of what was said first."""
        return self.parts[0][0]

    @property
    def text(self) -> str:
        return ". ".join(text for _, text in self.parts)


class Source:
    """One kind of row. Whatever changes its text also changes `changed_field`: by that the row says itself that its
    meaning is old.
    """

    kind: str
    model: type[Model]
    changed_field = "updated_at"
    tells_all = False  # whether nothing of its rows ever changes without that: then they need no comparison
    shared = False  # whether requests look it up in a copy that the worker keeps on the disk

    def rows(self) -> QuerySet:
        """Those that have a meaning."""
        return self.model._default_manager.all()

    def texts(self, keys: Collection[int]) -> Iterable[Text]:
        raise NotImplementedError

    def follow_up(self, keys: Collection[int]) -> None:
        """Their meaning is new. May be called twice."""


def register(source_class: type[Source]) -> type[Source]:
    _sources[source_class.kind] = source_class()
    return source_class


def sources() -> dict[str, Source]:
    return dict(_sources)
