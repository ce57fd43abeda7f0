"""What everyone may read, signed in or not. Lists, feeds, search and the home page start from here."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.forum_permission.handler import PermissionHandler

from .topics import set_forums, with_shown


def public_forums() -> list[Forum]:
    return PermissionHandler().readable_by(AnonymousUser())


def newest_public_topics(number: int) -> list[Topic]:
    forums = public_forums()
    topics = Topic.objects.filter(approved=True, forum__in=[forum.pk for forum in forums])
    newest = list(with_shown(topics.order_by("-created", "-pk"))[:number])
    set_forums(newest, forums)
    return newest


def public_topics() -> "QuerySet[Topic]":
    forums = [forum.pk for forum in public_forums()]
    return Topic.objects.filter(approved=True, forum__in=forums).select_related("forum", "poster")
