"""What an app says about its rows so that they can be compared: a `Source` in its module `meanings`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Text:
    """What one row says, and when the row was changed last."""

    key: int
    language: str
    text: str
    changed_at: datetime


class Source:
    """One kind of row. Whatever changes its text also changes `changed_field`: by that the row says itself that its
    meaning is old.
    """

    kind: str
    model: type[Model]
    changed_field = "updated_at"

    def texts(self, keys: Collection[int]) -> Iterable[Text]:
        raise NotImplementedError

    def follow_up(self, keys: Collection[int]) -> None:
        """Their meaning is new. May be called twice."""


def register(source_class: type[Source]) -> type[Source]:
    _sources[source_class.kind] = source_class()
    return source_class


def sources() -> dict[str, Source]:
    return dict(_sources)
