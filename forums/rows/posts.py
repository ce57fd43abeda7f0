"""Posts, one below the other."""

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..addresses import address
from ..forum_conversation.models import Post
from .parts import Row, avatar, language_badges, moment


def post_rows(posts: Iterable[Post], first_number: int | None, *, plain: bool = False) -> list[Row]:
    """`plain` ones have no links and no actions."""
    posts = list(posts)
    badges = language_badges(posts)
    return [
        _post_row(post, None if first_number is None else first_number + place, badges, plain)
        for place, post in enumerate(posts)
    ]


def _post_row(post: Post, number: int | None, badges: dict[str, SafeString], plain: bool) -> Row:
    name = post.poster.display_name if post.poster else _("Former member")
    linked = post.approved and not plain
    return {
        "pk": post.pk,
        "number": number,
        "name": name,
        "avatar": avatar(name),
        "role": post.poster.short_role if post.poster else "",
        "profile": address("forum_member:profile", pk=post.poster_id) if post.poster and linked else "",
        "approved": post.approved,
        "linked": linked,
        "waits": post.waits,
        "edited": post.updates_count,
        "time": moment(post.created, "DATETIME_FORMAT"),
        "language": post.language,
        "badge": badges.get(post.language, ""),
        "html": mark_safe(post._content_rendered),  # noqa: S308  cleaned when it was rendered
        "actions": {} if plain else _actions(post),
    }


def _actions(post: Post) -> dict[str, str]:
    """What the reader may do with it, by address."""
    allowed = {"edit": ("post_update", post.may_edit), "delete": ("post_delete", post.may_delete)}
    return {key: _of_post(name, post) for key, (name, may) in allowed.items() if may}


def _of_post(name: str, post: Post) -> str:
    topic, forum = post.topic, post.topic.forum
    place = {"forum_slug": forum.local_slug, "forum_pk": forum.pk, "topic_slug": topic.slug, "topic_pk": topic.pk}
    return address(f"forum_conversation:{name}", **place, pk=post.pk)
