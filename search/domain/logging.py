"""Keeping what is searched for, by day and by nobody in particular. There is one writer at a time."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from cms.accounts.models import User
from cms.meaning import terms
from cms.meaning.words import words
from search.models import LoggedSearch, OpenedResult, SearchEntry, SearchVisitor, SearchWeek
from search.visitors import monday_of, token_of

BATCH = 100
MOST_A_DAY = 20_000  # different searches: whoever asks for nonsense all day does not fill the disk
LONGEST_KEY = 400
COUNTED = ["searches", "visitors", "in_vain", "found", "found_near", "opened"]
FEWEST_KEPT_LONG = 2  # visitors: what only one asked for may tell of them, whatever it is
KEPT_OF_ONE = timedelta(days=28)
MOST_OPENED = 20  # of one search: its address can be sent again and again

Asked = tuple[str, str]  # words and language


@dataclass(frozen=True)
class Searched:
    """`found` by words, `near` by meaning only; `visitor` stays in the memory of the process."""

    asked: Asked
    visitor: str = ""
    found: int = 0
    near: int = 0


@dataclass(frozen=True)
class Opened:
    asked: Asked
    entry: int
    position: int


Noted = Searched | Opened


def write(noted: Sequence[Noted], day: date | None = None) -> None:
    """Count what was noted; whatever is somebody's name is left out."""
    names = _with_names({one.asked[0] for one in noted})
    kept = [one for one in noted if one.asked[0] not in names]
    for start in range(0, len(kept), BATCH):
        _write(kept[start : start + BATCH], day or timezone.localdate())


@transaction.atomic
def _write(noted: Sequence[Noted], day: date) -> None:
    week = _lock_week(day)
    rows = _rows_of(day, [one.asked for one in noted])
    searched = [one for one in noted if isinstance(one, Searched) and one.asked in rows]
    for one in searched:
        row = rows[one.asked]
        row.searches += 1
        row.in_vain += not one.found
        row.found, row.found_near = one.found, one.near
    _count_visitors(week, rows, searched)
    _count_openings(rows, [one for one in noted if isinstance(one, Opened) and one.asked in rows])
    LoggedSearch.objects.bulk_update(rows.values(), COUNTED)


def _lock_week(day: date) -> SearchWeek:
    """Whoever else writes waits for it."""
    monday = monday_of(day)
    SearchWeek.objects.get_or_create(monday=monday, defaults={"secret": secrets.token_hex(32)})
    return SearchWeek.objects.select_for_update().get(monday=monday)


def _rows_of(day: date, asked: Iterable[Asked]) -> dict[Asked, LoggedSearch]:
    wanted = dict.fromkeys(asked)
    today = LoggedSearch.objects.filter(day=day)
    same = today.filter(words__in={words for words, _language in wanted})
    found = {each: row for row in same if (each := (row.words, row.language)) in wanted}
    room = max(0, MOST_A_DAY - today.count())
    new = [_row(day, *each) for each in wanted if each not in found][:room]
    return found | {(row.words, row.language): row for row in LoggedSearch.objects.bulk_create(new)}


def _row(day: date, words: str, language: str) -> LoggedSearch:
    return LoggedSearch(words=words, language=language, day=day, key=terms.key(words, language)[:LONGEST_KEY])


def _count_visitors(week: SearchWeek, rows: Mapping[Asked, LoggedSearch], searched: Iterable[Searched]) -> None:
    """Each once a week for what is the same to ask for, in whichever words."""
    secret = f"{settings.SECRET_KEY}{week.secret}"  # a copy of the database alone does not hold all of it
    first: dict[str, LoggedSearch] = {}
    for one in searched:
        if one.visitor:
            row = rows[one.asked]
            first.setdefault(token_of(one.visitor, row.key, secret), row)
    known = set(SearchVisitor.objects.filter(week=week, token__in=first).values_list("token", flat=True))
    for token in first.keys() - known:
        first[token].visitors += 1
    SearchVisitor.objects.bulk_create(SearchVisitor(week=week, token=token) for token in first.keys() - known)


def _count_openings(rows: Mapping[Asked, LoggedSearch], opened: Collection[Opened]) -> None:
    """Of what can be found: an address may name anything."""
    entries = SearchEntry.objects.in_bulk({one.entry for one in opened})
    for one in opened:
        row = rows[one.asked]
        if (entry := entries.get(one.entry)) and row.opened < MOST_OPENED * max(row.searches, 1):
            row.opened += 1
            opening, _new = OpenedResult.objects.get_or_create(
                search=row, kind=entry.kind, object_id=entry.object_id, place=entry.place, position=one.position
            )
            opening.times += 1
            opening.save(update_fields=["times"])


def _with_names(texts: Collection[str]) -> set[str]:
    """Those that are the name of somebody who has an account, with or without its accents, or have it among others."""
    said = {text: words(text) for text in texts}
    having: dict[str, set[str]] = defaultdict(set)
    for text, plain in said.items():
        for start, end in combinations(range(len(plain) + 1), 2):
            if end - start > 1 or end - start == len(plain):
                having[" ".join(plain[start:end])].add(text)
    if not having:
        return set()
    names = User.objects.order_by().values_list("display_name", flat=True)
    found = (having.get(" ".join(words(name)), set()) for name in names.iterator())
    return set().union(*found)


@transaction.atomic
def forget_old(today: date | None = None) -> None:
    """With the secret of a week goes all by which its visitors could be told apart."""
    today = today or timezone.localdate()
    over = SearchWeek.objects.filter(monday__lt=monday_of(today))
    SearchVisitor.objects.filter(week__in=over).delete()
    over.delete()
    LoggedSearch.objects.filter(day__lt=today - timedelta(days=settings.SEARCH_LOG_DAYS)).delete()
    asked_by = LoggedSearch.objects.order_by().values("key").annotate(all=Sum("visitors"))
    of_many = asked_by.filter(all__gte=FEWEST_KEPT_LONG).values("key")
    LoggedSearch.objects.filter(day__lt=today - KEPT_OF_ONE).exclude(key__in=of_many).delete()
