"""What was said in a period, by where it comes from: signals, searches that found nothing, stars."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.models import Work
from cms.intake.text import folded

from ..enums import SignalKind
from ..models import Signal
from . import pages
from .periods import Period

MOST_SHOWN = 10
FEWEST_RATINGS = 3  # of fewer one bad day makes the worst page


def said_in(period: Period) -> QuerySet[Signal]:
    """What was not taken back, and belongs to a need."""
    return (
        Signal.objects.standing().exclude(need=None).filter(created_at__gte=period.begins, created_at__lt=period.ends)
    )


def by_kind(period: Period) -> dict[str, Counter[str]]:
    """By language, of each kind of signal; all kinds are there."""
    counted = said_in(period).order_by().values_list("kind", "language").annotate(count=Count("pk"))
    found: dict[str, Counter[str]] = {kind.value: Counter() for kind in SignalKind}
    for kind, language, count in counted:
        found[kind][language] += count
    return found


@dataclass(frozen=True)
class Search:
    """What was looked for in vain, as most wrote it. Case, accents and space around make no difference."""

    words: str
    key: str
    count: int


def empty_searches(period: Period) -> list[Search]:
    """The most frequent first."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    searched = said_in(period).filter(kind=SignalKind.EMPTY_SEARCH).order_by("text")
    for words, count in searched.values_list("text").annotate(count=Count("pk")):
        written[_key(words)][words.strip()] += count
    found = [Search(each.most_common(1)[0][0], key, each.total()) for key, each in written.items()]
    return sorted(found, key=lambda search: (-search.count, search.key))[:MOST_SHOWN]


def searched_for(key: str) -> Q:
    """Searches for these words, however they were written."""
    searches = Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH).order_by("text")
    texts = [text for text in searches.values_list("text", flat=True).distinct() if _key(text) == _key(key)]
    return Q(kind=SignalKind.EMPTY_SEARCH, text__in=texts)


def _key(words: str) -> str:
    return " ".join(folded(words).split())


@dataclass(frozen=True)
class Rated:
    """A page that everyone can see, its stars, and how many standing reasons there are for one or two of them."""

    page: Page
    work: Work
    reasons: int


def worst_rated() -> list[Rated]:
    """By the weighted mean, the worst first; of pages that several people rated."""
    seen = pages.visible_pages().filter(translation_key=OuterRef("key"))
    works = list(
        Work.objects.filter(Exists(seen), rating_count__gte=FEWEST_RATINGS).order_by("rating_bayes", "key")[:MOST_SHOWN]
    )
    shown = pages.pages_in([work.key for work in works], (get_language() or "en")[:2])
    low = Signal.objects.standing().filter(kind=SignalKind.LOW_RATING, work__in=works).order_by()
    reasons = dict(low.values_list("work").annotate(count=Count("pk")))
    return [Rated(shown[work.key], work, reasons.get(work.key, 0)) for work in works if work.key in shown]
