"""What waits for one moderator, and what was decided in their part of the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cms.accounts.models import User

from ..enums import Verdict
from ..models import Decision
from ..registry import Item, moderated_types


@dataclass(frozen=True, order=True)
class Key:
    since: datetime
    kind: str
    pk: int


@dataclass(frozen=True)
class History:
    """What a moderator knows of an author."""

    published: int = 0
    approved: int = 0
    rejected: int = 0


class Desk:
    def __init__(self, user: User):
        scopes = {kind: type_.scopes(user) for kind, type_ in moderated_types().items()}
        self.scopes = {kind: found for kind, found in scopes.items() if found}

    def __bool__(self) -> bool:
        return bool(self.scopes)

    def keys(self) -> list[Key]:
        """The oldest first, of whatever type."""
        found = []
        for kind, scopes in self.scopes.items():
            type_ = moderated_types()[kind]
            rows = type_.waiting(scopes).values_list(type_.since, "pk")
            found += [Key(since, kind, pk) for since, pk in rows]
        return sorted(found)

    def items(self, keys: Iterable[Key]) -> list[Item]:
        keys = list(keys)
        found = {}
        for kind in {key.kind for key in keys}:
            waiting = moderated_types()[kind].waiting(self.scopes[kind])
            for instance in waiting.filter(pk__in=[key.pk for key in keys if key.kind == kind]):
                found[kind, instance.pk] = Item(moderated_types()[kind], instance)
        return [found[key.kind, key.pk] for key in keys if (key.kind, key.pk) in found]

    def find(self, kind: str, pk: int) -> Item | None:
        instance = kind in self.scopes and moderated_types()[kind].waiting(self.scopes[kind]).filter(pk=pk).first()
        return Item(moderated_types()[kind], instance) if instance else None

    def decisions(self) -> "QuerySet[Decision]":
        mine = Q(pk=None)
        for kind, scopes in self.scopes.items():
            mine |= Q(kind=kind, scope__in=scopes)
        return Decision.objects.filter(mine).select_related("author", "decided_by")

    def histories(self, items: Iterable[Item]) -> dict[int, History]:
        """By the key of the author."""
        authors = {item.author.pk for item in items if item.author}
        published: dict[int, int] = {}
        for kind in self.scopes:
            for author, number in moderated_types()[kind].published_by(authors).items():
                published[author] = published.get(author, 0) + number
        verdicts = self._verdicts(authors)
        return {author: History(published.get(author, 0), *verdicts.get(author, (0, 0))) for author in authors}

    def _verdicts(self, authors: set[int]) -> dict[int, tuple[int, int]]:
        decisions = self.decisions().filter(author__in=authors).order_by().values("author")
        rows = decisions.annotate(
            approved=Count("pk", filter=Q(verdict=Verdict.APPROVED)),
            rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
        )
        return {row["author"]: (row["approved"], row["rejected"]) for row in rows}
