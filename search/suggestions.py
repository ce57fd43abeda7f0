"""What begins with what somebody types in a search form: topics, and titles of what everyone may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import clean, words
from cms.taxonomy.models import Topic
from search import second_look
from search.backends import database_engine
from search.browsing import catalog_topics
from search.domain import titles
from search.models import SearchEntry

LONGEST, MOST_WORDS = 100, 8  # characters that are looked at, and words
LEAST = 2  # letters
MOST, MOST_OF_OTHERS = 8, 2
LOOKED_AT = 40  # the newest in each language
PAGES = "pages"  # all kinds that are not in GROUP_OF_KIND
GROUPS: dict[str, str | Promise] = {
    "topics": _("Topics"),
    PAGES: _("Pages"),
    "conversations": _("Conversations"),
    "needs": _("What people asked for"),
}
GROUP_OF_KIND = {"topic": "conversations", "need": "needs"}


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str
    language: str


def suggestions(typed: str, language: str) -> dict[str | Promise, list[Suggestion]]:
    """By group. Each word that was typed begins one of the title, in this order."""
    beginnings = words(clean(typed[:LONGEST]))[:MOST_WORDS]
    if max(map(len, beginnings), default=0) < LEAST:
        return {}
    found = defaultdict(list, topics=list(_topics(beginnings, language))[:MOST_OF_OTHERS])
    entries = _entries(beginnings, language)
    public = second_look.still_public(entries)
    for entry in [entry for entry in entries if entry.pk in public]:
        suggestion = Suggestion(entry.title, entry.url, entry.title_language or entry.language)
        found[GROUP_OF_KIND.get(entry.kind, PAGES)].append(suggestion)
    return {label: shown for name, label in GROUPS.items() if (shown := found[name][: _most(name, found)])}


def _most(name: str, found: Mapping[str, Sequence[Suggestion]]) -> int:
    """A few of each other group; pages have the places that are left."""
    if name != PAGES:
        return MOST_OF_OTHERS
    return MOST - sum(min(len(found[other]), MOST_OF_OTHERS) for other in GROUPS if other != PAGES)


def _topics(beginnings: Sequence[str], language: str) -> Iterator[Suggestion]:
    slugs = [slug for slug, label in Topic.options() if _begin(beginnings, words(label))]
    for choice in catalog_topics(language) if slugs else ():
        if choice["value"] in slugs:
            yield Suggestion(choice["label"], choice["href"], language)


def _begin(beginnings: Sequence[str], plain: Iterable[str]) -> bool:
    left = iter(plain)
    return all(any(word.startswith(beginning) for word in left) for beginning in beginnings)


def _entries(beginnings: Sequence[str], language: str) -> list[SearchEntry]:
    """The reader's language first, then titles that begin so, then the short ones; a work once."""
    fitting = SearchEntry.objects.shown_now(database_engine().name).filter(
        pk__in=titles.beginning_with([word for word in beginnings if len(word) >= LEAST])
    )
    found = [entry for code in sorted(LANGUAGES, key=language.__ne__) for entry in _newest(fitting, beginnings, code)]
    typed = " ".join(beginnings)

    def order(entry: SearchEntry) -> tuple[bool, bool, bool, int, str, int]:
        key = entry.title_key
        begins, stands_so = key.startswith(typed), f" {typed}" in f" {key}"
        return entry.language != language, not begins, not stands_so, len(key), key, entry.pk

    in_turn = sorted(found, key=order, reverse=True)
    once = {entry.work or (entry.kind, entry.object_id, entry.place): entry for entry in in_turn}
    return sorted(once.values(), key=order)[:LOOKED_AT]


def _newest(fitting: QuerySet[SearchEntry], beginnings: Sequence[str], language: str) -> list[SearchEntry]:
    in_order = fitting.filter(language=language).annotate(spaced=Concat(Value(" "), F("title_key")))
    for beginning in beginnings:
        in_order = in_order.filter(spaced__contains=f" {beginning}")
    return [entry for entry in in_order.order_by("-pk")[:LOOKED_AT] if _begin(beginnings, entry.title_key.split())]
