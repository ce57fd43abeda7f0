"""The posts of a topic."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forums.forum_conversation.models import Post

SHOWN = ["topic", "created", "approved", "rejected_at", "updates_count", "language", "_content_rendered"]
OF_POSTER = ["poster__display_name", "poster__role"]


def with_shown(posts: "QuerySet[Post]") -> "QuerySet[Post]":
    """With all that a page shows of each, and no more, in one query."""
    return posts.select_related("poster").only(*SHOWN, *OF_POSTER)


def number_before(posts: "QuerySet[Post]", pk: int) -> int | None:
    """How many of `posts` stand before the one with this key; none if it is not among them."""
    earlier = Q(created__lt=OuterRef("created")) | Q(created=OuterRef("created"), pk__lt=OuterRef("pk"))
    counted = posts.filter(earlier).order_by().values("topic").annotate(number=Count("pk")).values("number")
    return posts.filter(pk=pk).values_list(Coalesce(Subquery(counted), 0), flat=True).first()
