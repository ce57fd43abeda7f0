"""The posts of a topic."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forums.forum_conversation.models import Post

SHOWN = ["topic", "created", "approved", "rejected_at", "updates_count", "language", "_content_rendered"]
OUTSIDE = ["created", "language", "content", "_content_rendered"]
OF_TOPIC = [f"topic__{name}" for name in ("forum", "subject", "slug", "language")]
OF_POSTER = ["poster__display_name", "poster__role"]


def with_shown(posts: "QuerySet[Post]") -> "QuerySet[Post]":
    """With all that a page shows of each, and no more, in one query."""
    return posts.select_related("poster").only(*SHOWN, *OF_POSTER)


def with_topics(posts: "QuerySet[Post]") -> "QuerySet[Post]":
    """With what a row shows of each outside its topic, besides the forum."""
    return posts.select_related("topic").only(*OUTSIDE, *OF_TOPIC)


def posts_before(pk: int | None) -> Subquery:
    """How many posts of a topic stand before the one with this key; NULL if it is none of them."""
    earlier = Q(created__lt=OuterRef("created")) | Q(created=OuterRef("created"), pk__lt=OuterRef("pk"))
    posts = Post.objects.filter(approved=True).order_by()
    counted = posts.filter(earlier, topic=OuterRef("topic")).values("topic").annotate(number=Count("pk"))
    of_topic = posts.filter(pk=pk, topic=OuterRef("pk"))
    return Subquery(of_topic.values(number=Coalesce(Subquery(counted.values("number")), 0))[:1])
