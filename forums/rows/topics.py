"""Topics and forums, as lists of what was said last."""

from collections.abc import Collection, Iterable
from operator import attrgetter

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from machina.apps.forum.visibility import ForumVisibilityContentNode

from cms.core.templatetags.commons import tone

from ..addresses import post_address
from ..forum.models import Forum
from ..forum_conversation.models import Topic
from .parts import Row, avatar, language_badges, moment


def topic_rows(topics: Iterable[Topic], unread: Collection[int], show_forum: bool) -> list[Row]:
    """Of topics `with_shown`; `unread` are keys."""
    topics = list(topics)
    badges = language_badges(topics)
    return [_topic_row(topic, topic.pk in unread, show_forum, badges) for topic in topics]


def _topic_row(topic: Topic, unread: bool, show_forum: bool, badges: dict[str, SafeString]) -> Row:
    name, url = topic.writer_name or _("Former member"), topic.get_absolute_url()
    return {
        "topic": topic,
        "marked": not topic.is_topic or topic.is_locked,
        "unread": unread,
        "url": url,
        "subject": topic.subject,
        "language": topic.language,
        "badge": badges.get(topic.language, ""),
        "name": name,
        "avatar": avatar(name),
        "time": moment(topic.created, "DATE_FORMAT"),
        "forum": topic.forum.label if show_forum else "",
        "replies": _replies(topic.replies_count),
        "newest": _newest(topic, url) if topic.replies_count and topic.last_post_id else None,
    }


def _replies(count: int) -> str:
    return ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}


def _newest(topic: Topic, url: str) -> Row:
    return {
        "url": post_address(url, topic.last_post_id),
        "name": topic.last_writer_name or _("Former member"),
        "time": moment(topic.last_post_on, "DATE_FORMAT"),
    }


def forum_rows(nodes: Iterable[ForumVisibilityContentNode], unread: Collection[int]) -> list[Row]:
    return [_forum_row(node, node.obj.pk in unread) for node in nodes]


def _forum_row(node: ForumVisibilityContentNode, unread: bool) -> Row:
    forum, newest = node.obj, _forum_with_newest(node)
    return {
        "unread": unread,
        "tone": tone(forum.slug),
        "below": forum.parent_id is not None,
        "url": forum.get_absolute_url(),
        "label": forum.label,
        "intro": mark_safe(forum.intro),  # noqa: S308  cleaned when it was rendered
        "topics": ngettext("%(count)s topic", "%(count)s topics", node.topics_count) % {"count": node.topics_count},
        "posts": ngettext("%(count)s message", "%(count)s messages", node.posts_count) % {"count": node.posts_count},
        "last": _last(newest) if newest else None,
    }


def _forum_with_newest(node: ForumVisibilityContentNode) -> Forum | None:
    """The forum itself or one below it, where somebody wrote last."""
    below = [found for child in node.children if (found := _forum_with_newest(child))]
    return max([node.obj, *below] if node.obj.last_post_id else below, key=attrgetter("last_post_on"), default=None)


def _last(forum: Forum) -> Row:
    """Of forums `with_newest`."""
    return {
        "url": post_address(forum.address_of(forum.newest_slug, forum.newest_topic), forum.last_post_id),
        "subject": Truncator(forum.newest_subject).chars(60),
        "language": forum.newest_language,
        "name": forum.newest_writer or _("Former member"),
        "time": moment(forum.last_post_on, "DATE_FORMAT"),
    }
