"""The posts of a topic."""

from django.db.models import QuerySet

from forums.forum_conversation.models import Post

SHOWN = ["topic", "created", "approved", "rejected_at", "updates_count", "language", "_content_rendered"]
OF_POSTER = ["poster__display_name", "poster__role"]


def with_shown(posts: "QuerySet[Post]") -> "QuerySet[Post]":
    """With all that a page shows of each, and no more, in one query."""
    return posts.select_related("poster").only(*SHOWN, *OF_POSTER)
