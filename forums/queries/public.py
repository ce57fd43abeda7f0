"""What everyone may read, signed in or not. Lists, feeds, search and the home page start from here."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cms.caching.values import cached
from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.forum_permission.handler import PermissionHandler
from forums.forum_permission.models import ForumPermission, UserForumPermission

from .topics import approved_topics, in_forums, set_forums, with_shown

Complete = Callable[["QuerySet[Topic]"], "QuerySet[Topic]"]


def public_forums() -> list[Forum]:
    shown = [Forum, UserForumPermission, ForumPermission]
    return cached("public-forums", shown, lambda: PermissionHandler().readable_by(AnonymousUser()))


def newest_in(forums: list[Forum], number: int, complete: Complete = with_shown) -> list[Topic]:
    """Of any number of topics only these are read."""
    newest = list(in_forums(_newest_topics(complete), forums)[:number])
    set_forums(newest, forums)
    return newest


@cache
def _newest_topics(complete: Complete) -> "QuerySet[Topic]":
    return complete(approved_topics().order_by("-created", "-pk"))


def public_topics() -> "QuerySet[Topic]":
    forums = [forum.pk for forum in public_forums()]
    return Topic.objects.filter(approved=True, forum__in=forums).select_related("forum", "poster")
