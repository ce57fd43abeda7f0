"""Grouping open needs by what they mean, once a week; what members decided about it stays."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.accounts.models import User
from cms.core.bilingual import LANGUAGES
from cms.meaning.encoder import Vectors, encoder
from cms.meaning.groups import grouped
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import Rows, rows_of

from ..enums import EventKind
from ..models import Need, Theme
from ..queries.alike import KIND
from ..queries.theme_names import Names, names_of
from .history import lock_need, record_change

EVERY = timedelta(days=7)
MOST = 50
BATCH = 500

Groups = list[set[int]]  # of needs, by their keys


@transaction.atomic
def set_theme(
    need: Need,
    theme: Theme | None,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """Put a need into a theme, or into none; there it stays, however the others are grouped."""
    need = lock_need(need, expected_version)
    if need.theme != theme or not need.theme_kept:
        need.theme, need.theme_kept = theme, True
        record_change(need, EventKind.THEME_SET, by=by, note=note.strip(), at=at)
    return need


def rename(theme: Theme, names: Mapping[str, str]) -> None:
    """By language. From then on the names stay."""
    columns = {f"name_{language}": names[language].strip() for language in LANGUAGES}
    Theme.objects.filter(pk=theme.pk).update(**columns, is_named=True)


def regroup_due(now: datetime | None = None) -> None:
    """Once a week, and for the first time as soon as it is known of every open need what it means."""
    now = now or timezone.now()
    last = Theme.objects.aggregate(last=Max("grouped_at"))["last"]
    if last <= now - EVERY if last else not _waits_for_meaning():
        regroup(now)


def _waits_for_meaning() -> bool:
    known = Meaning.objects.filter(kind=KIND).values("key")
    return bool(encoder.name) and Need.objects.open().exclude(pk__in=known).exists()


@transaction.atomic
def regroup(now: datetime | None = None) -> None:
    """A theme keeps its number while most of its needs stay together. One that no open need has any more is gone."""
    now = now or timezone.now()
    needs = Grouping.of_open_needs()
    groups = needs.by_meaning() if encoder.name else needs.by_topic()
    numbers = _numbers(groups, needs.themes)
    whole = [group | needs.kept.get(number or 0, set()) for number, group in zip(numbers, groups, strict=True)]
    names = names_of(whole)
    for number, group, name in zip(numbers, groups, names, strict=True):
        theme = number or Theme.objects.create(**_columns(name)).pk
        Theme.objects.filter(pk=theme, is_named=False).update(**_columns(name))
        _put(group - needs.themes.get(theme, set()), theme)
    Theme.objects.exclude(pk__in=Need.objects.open().exclude(theme=None).values("theme")).delete()
    Theme.objects.update(grouped_at=now)


def join_nearest(keys: Collection[int]) -> None:
    """New needs do not wait for the end of the week: each joins the theme it is nearest to, and may move then."""
    free = Need.objects.open().filter(pk__in=keys, theme=None, theme_kept=False)
    if (new := set(free.values_list("pk", flat=True))) and Theme.objects.exists():
        needs = Grouping.of_open_needs()
        found = needs.nearest_by_meaning(new) if encoder.name else needs.nearest_by_topic(new)
        for theme, group in found.items():
            _put(group, theme)


def _columns(names: Names) -> dict[str, str]:
    return {f"name_{language}": name for language, name in names.items()}


def _put(needs: Iterable[int], theme: int) -> None:
    """No change of the need: nobody who acts on it needs to look again. What a member put elsewhere meanwhile stays."""
    keys = sorted(needs)
    for start in range(0, len(keys), BATCH):
        Need.objects.filter(pk__in=keys[start : start + BATCH], theme_kept=False).update(theme=theme)


@dataclass
class Grouping:
    """Open needs by their theme of now, those that may move and those that a member has put there."""

    themes: dict[int, set[int]] = field(default_factory=dict)
    free: set[int] = field(default_factory=set)
    kept: dict[int, set[int]] = field(default_factory=dict)
    topics: dict[int, int | None] = field(default_factory=dict)

    @classmethod
    def of_open_needs(cls) -> "Grouping":
        found = cls()
        rows = Need.objects.open().order_by("pk").values_list("pk", "theme", "theme_kept", "topic")
        for key, theme, is_kept, topic in rows.iterator():
            if is_kept:
                if theme:
                    found.kept.setdefault(theme, set()).add(key)
                continue
            found.free.add(key)
            found.topics[key] = topic
            if theme:
                found.themes.setdefault(theme, set()).add(key)
        return found

    def by_topic(self) -> Groups:
        """Where there is no encoder."""
        groups: dict[int | None, set[int]] = {}
        for key in sorted(self.free):
            groups.setdefault(self.topics[key], set()).add(key)
        return list(groups.values())

    def by_meaning(self) -> Groups:
        """What is not encoded yet stays where it is."""
        rows = rows_of(KIND)
        keys = [key for key in sorted(self.free) if key in rows]
        vectors = rows.vectors_of(keys)
        encoded = np.any(vectors, axis=1)
        keys = [key for key, is_there in zip(keys, encoded.tolist(), strict=True) if is_there]
        if not keys:
            return []
        middles = list(self._middles(rows).values())
        start = np.array(middles, dtype=np.float32).reshape(len(middles), vectors.shape[1])
        labels = grouped(vectors[encoded], groups_for(len(keys)), start)
        groups: dict[int, set[int]] = {}
        for key, label in zip(keys, labels.tolist(), strict=True):
            groups.setdefault(label, set()).add(key)
        return list(groups.values())

    def nearest_by_meaning(self, new: Collection[int]) -> dict[int, set[int]]:
        """By theme, those of the new needs that are nearest to its middle."""
        rows, found = rows_of(KIND), defaultdict(set)
        middles = self._middles(rows)
        for key in new:
            vector = rows.vector(key)
            if middles and vector is not None and vector.any():
                found[max(middles, key=lambda number: float(middles[number] @ vector))].add(key)
        return found

    def nearest_by_topic(self, new: Collection[int]) -> dict[int, set[int]]:
        """Where there is no encoder."""
        found = defaultdict(set)
        theme_of = {self.topics[key]: theme for theme, needs in self.themes.items() for key in needs}
        for key in new:
            if theme := theme_of.get(self.topics.get(key)):
                found[theme].add(key)
        return found

    def _middles(self, rows: Rows) -> dict[int, Vectors]:
        """Of the themes there are, the largest first."""
        numbers = sorted({*self.themes, *self.kept}, key=lambda one: (-len(self.themes.get(one, ())), one))
        found = {}
        for number in numbers:
            needs = self.themes.get(number, set()) | self.kept.get(number, set())
            middle = rows.vectors_of(sorted(needs)).sum(axis=0)
            if length := float(np.linalg.norm(middle)):
                found[number] = middle / length
        return found


def groups_for(needs: int) -> int:
    """About as many as one can read: 50 of 10,000 needs, 5 of 100."""
    return max(1, min(MOST, round(needs**0.5 / 2)))


def _numbers(groups: Groups, themes: Mapping[int, Collection[int]]) -> list[int | None]:
    """For each group the theme of which more than half of the needs are in it; none for a new one."""
    of_group = {key: place for place, group in enumerate(groups) for key in group}
    found: list[int | None] = [None] * len(groups)
    for number, needs in sorted(themes.items(), key=lambda theme: (-len(theme[1]), theme[0])):
        places = Counter(of_group[key] for key in needs if key in of_group)
        for place, count in places.most_common(1):
            if found[place] is None and count * 2 > places.total():
                found[place] = number
    return found
