"""Searches that found nothing: kept where somebody then asks for it, or where many searched for the same, and run
again once that was answered.

The search is in a higher room, which says here how to ask it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from cms.accounts.domain import participants
from cms.accounts.models import User
from cms.meaning import terms

from ..enums import Actor, SignalKind, SubscriptionReason
from ..models import Need, Signal
from . import priority, voting
from .history import lock_chain, root_in
from .signals import attach_signal, open_need

LONGEST = 200  # characters, as the search reads them
LONGEST_KEY = 400
MOST_VISITORS = 32_767
Finds = Callable[[str, str], bool]
_registered: list[Finds] = []


@dataclass(frozen=True)
class EmptySearch:
    words: str
    language: str  # of who searched

    @property
    def part(self) -> str:
        """The same for all searches for the same thing, in either language."""
        return f"search:{terms.key(self.words, self.language)}"[:LONGEST_KEY]


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
        part=search.part,
        participant=beside.participant,
        region=beside.region,
        weight=priority.WEIGHTS[kind],
        created_at=beside.created_at,
    )
    attach_signal(signal, need, at=signal.created_at)
    return signal


def need_for(search: EmptySearch) -> Need | None:
    """The need that holds this search among its evidence, where there are several the latest."""
    return _needs_for(search).order_by("pk").last()


def proposed_since(moment: datetime) -> int:
    """How many became evidence because so many searched."""
    return _counted().filter(created_at__gte=moment).count()


def is_known(search: EmptySearch) -> bool:
    """Whether it was proposed or taken up before."""
    return _counted().filter(part=search.part).exists()


@transaction.atomic
def propose(search: EmptySearch, *, visitors: int, at: datetime | None = None) -> Need | None:
    """What many searched for in vain is evidence, once: for the open need in which the same search is already, or for
    one of its own. None where members have decided about it, whatever they decided.

    It is nobody's voice: like visitors who cannot be told apart, all of them count as one.
    """
    need = Need.objects.open().filter(pk__in=_needs_for(search).values("pk")).order_by("pk").first()
    if (need is None and _needs_for(search).exists()) or _signals_of(search).filter(
        dismissed_at__isnull=False
    ).exists():
        return None
    signal, new = _keep_once(search, visitors, at)
    if not new:
        return None
    return attach_signal(signal, need, at=at) if need else open_need(signal, title=title_for(search), actor=Actor.SITE)


@transaction.atomic
def take_up(search: EmptySearch, *, title: str, visitors: int, by: User, at: datetime | None = None) -> Need:
    """A member makes a need of it, under a title of their own, and hears what comes of it; once."""
    signal, new = _keep_once(search, visitors, at)
    if not new and signal.need:
        return root_in(lock_chain(signal.need), signal.need)
    need = open_need(signal, by=by, at=at, title=title)
    voting.subscribe(need, participants.of_user(by), SubscriptionReason.FOLLOWS, signal.created_at)
    return need


def title_for(search: EmptySearch) -> str:
    """It becomes public once a member has read it and moved the need on."""
    with override(search.language):
        return gettext("Something about “%(words)s”") % {"words": search.words[:160]}


def _keep_once(search: EmptySearch, visitors: int, at: datetime | None) -> tuple[Signal, bool]:
    values = {
        "language": search.language,
        "text": search.words,
        "people": min(visitors, MOST_VISITORS),
        "weight": priority.WEIGHTS[SignalKind.EMPTY_SEARCH],
        "created_at": at or timezone.now(),
    }
    found = {"kind": SignalKind.EMPTY_SEARCH, "part": search.part, "people__isnull": False}
    return Signal.objects.get_or_create(**found, defaults=values)


def _needs_for(search: EmptySearch) -> QuerySet[Need]:
    return Need.objects.filter(signals__in=_signals_of(search)).distinct()


def _counted() -> QuerySet[Signal]:
    return Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH, people__isnull=False)


def _signals_of(search: EmptySearch) -> QuerySet[Signal]:
    return Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH, part=search.part)
