"""Who follows a topic, and telling them of a new post."""

from django.utils import timezone, translation
from machina.core.db.models import get_model
from machina.core.loading import get_class

from cms.notices.domain import tell

Post = get_model("forum_conversation", "Post")


def follow(topic, user):
    topic.subscribers.add(user)


def unfollow(topic, user):
    topic.subscribers.remove(user)


def announce(post):
    """Tell each follower once; whoever lost the right to read the forum hears nothing."""
    followers = post.topic.subscribers.filter(is_active=True).exclude(pk=post.poster_id)
    for follower in followers:
        if can_read(follower, post.topic.forum):
            _tell(follower, post)
    Post.objects.filter(pk=post.pk).update(announced_at=timezone.now())


def can_read(user, forum):
    handler = get_class("forum_permission.handler", "PermissionHandler")()
    return user.is_active and forum in handler.readable(user)


def _tell(follower, post):
    with translation.override(follower.language):
        context = {"subject": post.topic.subject, "author": str(post.poster or ""), "url": post.get_absolute_url()}
    key = f"forum_reply:{post.pk}:{follower.pk}"
    tell("forum_reply", recipient=follower, language=follower.language, context=context, dedupe_key=key)
