"""What a person may do in a forum.

machina's rules: what is said of one forum comes before what is said of all; what is said of a person before what is
said of their groups, and that before what is said of everyone who is signed in. All that was said is asked for at once,
whatever the number of forums.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from cms.accounts.models import User
from cms.caching.values import cached
from forums.forum.models import Forum

from .models import ForumPermission, GroupForumPermission, UserForumPermission

ANYWHERE = None  # instead of the key of a forum: in all of them
Row = tuple[int | None, str, bool]  # a forum, a permission, whether it is granted or refused


class Said:
    """What is granted and what is refused, forum by forum, to one kind of addressee."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._codes: dict[tuple[int | None, bool], set[str]] = defaultdict(set)
        for forum, code, granted in rows:
            self._codes[forum, granted].add(code)

    def granted(self, forum: int | None) -> set[str]:
        return self._codes.get((forum, True), set())

    def refused(self, forum: int | None) -> set[str]:
        return self._codes.get((forum, False), set())


class ForumPermissionChecker:
    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        self._known: dict[int, set[str]] = {}
        self._said: tuple[Said, Said, Said] | None = None

    def has_perm(self, code: str, forum: Forum) -> bool:
        if self.user.is_authenticated and self.user.is_superuser and self.user.is_active:
            return True
        return code in self.get_perms(forum)

    def get_perms(self, forum: Forum) -> set[str]:
        if forum.pk not in self._known:
            self._known[forum.pk] = self._permissions_in(forum.pk)
        return self._known[forum.pk]

    def _permissions_in(self, forum: int) -> set[str]:
        if self.user.is_authenticated and not self.user.is_active:
            return set()
        if self.user.is_authenticated and self.user.is_superuser:
            return set(ForumPermission.objects.values_list("codename", flat=True))
        if self._said is None:
            self._said = self._ask()
        return weigh(*self._said, forum)

    def _ask(self) -> tuple[Said, Said, Said]:
        if not self.user.is_authenticated:
            shown = [UserForumPermission, ForumPermission]
            return Said(cached("forum-permissions-of-visitors", shown, _visitors_rows)), Said(), Said()
        rows = UserForumPermission.objects.filter(Q(authenticated_user=True) | Q(user=self.user.pk))
        mixed = list(_rows(rows, "authenticated_user"))
        own, everyone = ([row[:3] for row in mixed if row[3] is for_all] for for_all in (False, True))
        return Said(own), Said(_rows(GroupForumPermission.objects.filter(group__user=self.user.pk))), Said(everyone)


def weigh(own: Said, groups: Said, everyone: Said, forum: int) -> set[str]:
    """What is left of all that was granted once every refusal has been heard."""
    yes, no = own.granted(forum), own.refused(forum)
    groups_yes, groups_no = groups.granted(forum) - no, groups.refused(forum) - yes
    all_yes, all_no = everyone.granted(forum) - no - groups_no, everyone.refused(forum) - yes - groups_yes
    default = own.granted(ANYWHERE) - no - all_no
    groups_default = groups.granted(ANYWHERE) - own.refused(ANYWHERE) - groups_no - no
    groups_refused = groups.refused(ANYWHERE) - own.granted(ANYWHERE) - groups_yes - yes
    all_default = everyone.granted(ANYWHERE) - all_no - own.refused(ANYWHERE) - groups_refused - groups_no - no
    return yes | groups_yes | all_yes | default | groups_default | all_default


def _visitors_rows() -> list[Row]:
    return list(_rows(UserForumPermission.objects.filter(anonymous_user=True)))


def _rows(permissions: QuerySet[Any], *more: str) -> "QuerySet[Any, tuple[Any, ...]]":
    return permissions.values_list("forum_id", "permission__codename", "has_perm", *more)
