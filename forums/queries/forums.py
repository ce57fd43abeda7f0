"""Forums as a list shows them."""

from django.db.models import QuerySet

from forums.forum.models import Forum

OF_LAST_POST = ["created", "poster__display_name", "topic__forum", "topic__subject", "topic__slug", "topic__language"]


def with_last_posts(forums: "QuerySet[Forum]") -> "QuerySet[Forum]":
    """With what is shown of the newest message in each, in one query."""
    own = [field.name for field in Forum._meta.concrete_fields]
    last = [f"last_post__{name}" for name in OF_LAST_POST]
    return forums.select_related("last_post__topic", "last_post__poster").only(*own, *last)
