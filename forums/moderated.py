"""Posts of people who are read before publishing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.moderation.registry import ModeratedType, register
from forums.domain import moderation
from forums.forum_conversation.models import Post
from forums.forum_permission.handler import PermissionHandler
from forums.queries.waiting import waiting_in

BEFORE, AFTER = 3, 2  # posts shown with one that waits


@register
class ForumPosts(ModeratedType):
    kind = "forum-post"
    label = _("Message in the forums")
    template = "forums/waiting_post.html"

    def scopes(self, user: User) -> set[str]:
        return {str(pk) for pk in PermissionHandler().moderated_by(user)}

    def waiting(self, scopes: set[str]) -> "QuerySet[Post]":
        return waiting_in(int(pk) for pk in scopes)

    def published_by(self, authors: Iterable[int]) -> dict[int, int]:
        published = Post.objects.filter(approved=True, poster__in=authors).order_by()
        return dict(published.values_list("poster").annotate(number=Count("pk")))

    def scope(self, instance: Post) -> str:
        return str(instance.topic.forum_id)

    def author(self, instance: Post) -> User | None:
        return instance.poster

    def title(self, instance: Post) -> str:
        return instance.topic.subject

    def title_language(self, instance: Post) -> str:
        return instance.topic.language

    def text(self, instance: Post) -> str:
        return instance.content.raw

    def place(self, instance: Post) -> str:
        return instance.topic.forum.label

    def place_url(self, pk: int) -> str:
        """The topic, or its forum while the topic itself cannot be read."""
        post = Post.objects.select_related("topic__forum").filter(pk=pk).first()
        if post is None:
            return ""
        return (post.topic if post.topic.approved else post.topic.forum).get_absolute_url()

    def around(self, instance: Post) -> dict[str, Any]:
        others = instance.topic.posts.filter(approved=True).exclude(pk=instance.pk).select_related("poster")
        before = others.filter(created__lte=instance.created).order_by("-created", "-pk")[:BEFORE]
        after = others.filter(created__gt=instance.created).order_by("created", "pk")[:AFTER]
        return {"conversation": [*list(before)[::-1], instance, *after]}

    def approve(self, instance: Post) -> Post:
        return moderation.approve(instance)

    def reject(self, instance: Post) -> Post:
        return moderation.reject(instance)
