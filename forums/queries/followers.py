"""Who follows a topic, and who of them may read it today."""

from collections import defaultdict
from collections.abc import Hashable

from django.db.models import Q, QuerySet

from cms.accounts.models import User
from forums.forum.models import Forum
from forums.forum_conversation.models import Post
from forums.forum_permission.handler import PermissionHandler
from forums.forum_permission.models import UserForumPermission


def followers_of(post: Post) -> "QuerySet[User]":
    """Without those who wrote their first message there only after this one: they have seen it."""
    others = post.topic.posts.filter(poster__isnull=False)
    before, after = (others.filter(pk__lt=post.pk), others.filter(pk__gt=post.pk))
    newcomers = Q(pk__in=after.values("poster")) & ~Q(pk__in=before.values("poster"))
    return post.topic.subscribers.filter(is_active=True).exclude(pk=post.poster_id).exclude(newcomers)


def readers_among(people: "QuerySet[User]", forum: Forum) -> list[User]:
    """Those who may read the forum. People of the same groups may do the same: one of them is asked for all."""
    handler, alike = PermissionHandler(), defaultdict(list)
    own = set(UserForumPermission.objects.filter(user__in=people.values("pk")).values_list("user", flat=True))
    for person in people.filter(is_active=True).order_by("pk").prefetch_related("groups"):
        alike[_kind(person, own)].append(person)
    allowed = [those for those in alike.values() if forum in handler.readable_by(those[0])]
    return [person for those in allowed for person in those]


def _kind(person: User, with_own_permissions: set[int]) -> Hashable:
    if person.pk in with_own_permissions:
        return person.pk
    return person.is_superuser, frozenset(group.pk for group in person.groups.all())
