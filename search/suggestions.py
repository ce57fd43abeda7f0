"""What begins with what somebody types in a search form: topics, and titles of what everyone may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import clean, words
from cms.taxonomy.models import Topic
from search import second_look
from search.backends import database_engine, values
from search.browsing import catalog_topics
from search.domain import titles
from search.models import SearchEntry

LONGEST, MOST_WORDS = 100, 8  # characters that are looked at, and words
LEAST = 2  # letters
MOST, MOST_OF_OTHERS = 8, 2
LOOKED_AT = 40  # the newest in each language
LATELY = 1_000  # entries: there what many titles have is found sooner than by the index, which has all of them
SHOWN = ["kind", "object_id", "place", "language", "work", "title", "title_language", "title_key", "url"]
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
    having = [entry for code in LANGUAGES for entry in _newest(beginnings, code)]
    found = [entry for entry in having if _begin(beginnings, entry.title_key.split())]
    typed = " ".join(beginnings)

    def order(entry: SearchEntry) -> tuple[bool, bool, bool, int, str, int]:
        key = entry.title_key
        begins, stands_so = key.startswith(typed), f" {typed}" in f" {key}"
        return entry.language != language, not begins, not stands_so, len(key), key, entry.pk

    in_turn = sorted(found, key=order, reverse=True)
    once = {entry.work or (entry.kind, entry.object_id, entry.place): entry for entry in in_turn}
    return sorted(once.values(), key=order)[:LOOKED_AT]


def _newest(beginnings: Sequence[str], language: str) -> list[SearchEntry]:
    """With all beginnings, in any order."""
    shown = SearchEntry.objects.shown_now(database_engine().name).filter(language=language).only(*SHOWN)
    having = shown.annotate(spaced=Concat(Value(" "), F("title_key"))).order_by("-pk")
    for beginning in beginnings:
        having = having.filter(spaced__contains=f" {beginning}")
    last = values.number()
    lately = list(having.filter(pk__gt=last - LATELY)[:LOOKED_AT])
    if len(lately) == LOOKED_AT or last <= LATELY:
        return lately
    by_index = titles.beginning_with([each for each in beginnings if len(each) >= LEAST], language)
    return list(having.filter(by_index)[:LOOKED_AT])
