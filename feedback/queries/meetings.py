"""What the screens of a meeting show."""

from dataclasses import dataclass

from cms.meaning.terms import Said

from ..enums import Likeness, SignalKind
from ..models import Meeting, Need, Signal
from .alike import Alike, alike_to_text

MOST = 3


@dataclass(frozen=True)
class Likely:
    """An open need that may be the one that was spoken of."""

    need: Need
    alike: Alike

    @property
    def likeness(self) -> str:
        return str(Likeness(self.alike.likeness).label) if self.alike.likeness else ""

    @property
    def words(self) -> list[tuple[Said, Said]]:
        return self.alike.words


def open_needs_like(text: str, language: str) -> list[Likely]:
    found = {one.key: one for one in alike_to_text(text, language) if one.likeness}
    needs = Need.objects.open().in_bulk(list(found))
    return [Likely(needs[key], one) for key, one in found.items() if key in needs][:MOST]


def voices_of(meeting: Meeting) -> list[Signal]:
    """With the need that each counts for, whatever became of it."""
    voices = meeting.signals.filter(kind=SignalKind.MEETING)
    return list(voices.select_related("audience", "region", "need"))
