"""What pages show of the forums."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.addresses import address
from forums.queries.public import newest_in, public_forums
from forums.queries.waiting import waiting_in
from forums.rows.posts import post_rows
from forums.rows.topics import forum_rows, topic_rows

register = template.Library()


@register.simple_tag
def newest_topics(number=3):
    """The newest topics everyone may read, for pages outside the forums."""
    return newest_in(public_forums(), number)


@register.inclusion_tag("forums/posts.html")
def show_posts(posts, *, first_number=None, heading=None, plain=False):
    """`first_number` counts them; `heading` is the level of their names."""
    return {"rows": post_rows(posts, first_number, plain=plain), "tag": f"h{heading}" if heading else "p"}


@register.inclusion_tag("forums/topic_rows.html")
def show_topics(topics, *, unread=(), show_forum=False, level=3):
    """As parts of a list; `unread` are keys, `level` is that of their headings."""
    return {"rows": topic_rows(topics, unread or (), show_forum), "level": level}


@register.inclusion_tag("forums/forum_rows.html")
def show_forums(nodes, unread):
    """As parts of a list; `unread` are keys."""
    return {"rows": forum_rows(nodes, unread)}


@register.simple_tag
def feed_url(forum=None):
    """Of the newest topics, in one forum or in all that everyone may read."""
    return forum.feed_address if forum else address("forum_feeds:latest_topics")


@register.simple_tag
def forum_crumbs(forum=None, topic=None):
    """The way from the list of forums down to, and with, what is given."""
    crumbs = [{"title": _("Forums"), "url": address("forum:index")}]
    if forum:
        above = forum.get_ancestors() if forum.parent_id else []
        crumbs += [{"title": each.label, "url": each.get_absolute_url()} for each in [*above, forum]]
    if topic and topic.approved:
        crumbs.append({"title": topic.subject, "url": topic.get_absolute_url(), "lang": topic.language})
    return crumbs


@register.simple_tag(takes_context=True)
def forum_tabs(context, current):
    """The lists a member has; moderators see how many messages wait for them."""
    request = context["request"]
    if not request.user.is_authenticated:
        return []
    names = {
        "forum:index": _("All forums"),
        "forum_tracking:unread_topics": _("New for you"),
        "forum_member:user_subscriptions": _("Topics you follow"),
    }
    tabs = [{"title": title, "url": reverse(name), "current": name == current} for name, title in names.items()]
    forums = request.forum_permission_handler.moderated_by(request.user)
    return tabs + ([_queue_tab(forums)] if forums else [])


def _queue_tab(forums):
    return {"title": _("Waiting for approval"), "url": reverse("moderation:queue"), "count": waiting_in(forums).count()}
