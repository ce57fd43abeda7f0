"""Searches that found nothing: kept where somebody then asks for it, and run again once that was answered.

The search is in a higher room, which says here how to ask it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..enums import SignalKind
from ..models import Need, Signal
from . import priority
from .signals import attach_signal

LONGEST = 200  # characters, as the search reads them
Finds = Callable[[str, str], bool]
_registered: list[Finds] = []


@dataclass(frozen=True)
class EmptySearch:
    words: str
    language: str  # of who searched


def register(finds: Finds) -> Finds:
    """`finds(words, language)`: whether a visitor who types these words is shown anything."""
    _registered[:] = [finds]
    return finds


def finds(words: str, language: str) -> bool:
    """Without a search nothing can be said against what was published."""
    return all(each(words, language) for each in _registered)


def asked_again(words: str, language: str) -> EmptySearch | None:
    """What an address says was searched for, if it really finds nothing."""
    words = words[:LONGEST].strip()
    return EmptySearch(words, language) if words and not finds(words, language) else None


def keep(search: EmptySearch, *, beside: Signal, need: Need) -> Signal:
    """Beside what the same person asks for: where they looked first, and not one more voice."""
    kind = SignalKind.EMPTY_SEARCH
    signal = Signal.objects.create(
        kind=kind,
        language=search.language,
        text=search.words,
        participant=beside.participant,
        region=beside.region,
        weight=priority.WEIGHTS[kind],
        created_at=beside.created_at,
    )
    attach_signal(signal, need, at=signal.created_at)
    return signal
