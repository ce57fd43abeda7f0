"""Posts that a moderator is to read before others do."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from cms.accounts.models import User
from forums.forum_conversation.models import Post, Topic

from .posts import with_shown

WAITS = Q(approved=False, rejected_at=None)


def waiting_in(forums: Iterable[int]) -> "QuerySet[Post]":
    return Post.objects.filter(WAITS, topic__forum__in=forums).select_related("topic__forum", "poster")


def own_waiting(topic: Topic, user: User | AnonymousUser) -> "QuerySet[Post]":
    """What the user wrote in the topic and only they see, besides moderators."""
    if not user.is_authenticated:
        return Post.objects.none()
    return with_shown(topic.posts.filter(WAITS, poster=user))


def own_waiting_topics(user: User | AnonymousUser) -> "QuerySet[Topic]":
    if not user.is_authenticated:
        return Topic.objects.none()
    return Topic.objects.filter(approved=False, poster=user, first_post__rejected_at=None)
