"""Who follows a topic, and telling them of a new post."""

from django.db.models import Q
from django.utils import timezone, translation
from machina.core.db.models import get_model
from machina.core.loading import get_class

from cms.notices.domain import telling

Post = get_model("forum_conversation", "Post")


def follow(topic, user):
    topic.subscribers.add(user)


def unfollow(topic, user):
    topic.subscribers.remove(user)


def announce(post):
    """Tell each follower once; whoever lost the right to read the forum hears nothing."""
    for follower in followers_of(post):
        if can_read(follower, post.topic.forum):
            _tell(follower, post)
    Post.objects.filter(pk=post.pk).update(announced_at=timezone.now())


def followers_of(post):
    """Without those who wrote their first message there only after this one: they have seen it."""
    others = post.topic.posts.filter(poster__isnull=False)
    before, after = (others.filter(pk__lt=post.pk), others.filter(pk__gt=post.pk))
    newcomers = Q(pk__in=after.values("poster")) & ~Q(pk__in=before.values("poster"))
    return post.topic.subscribers.filter(is_active=True).exclude(pk=post.poster_id).exclude(newcomers)


def can_read(user, forum):
    handler = get_class("forum_permission.handler", "PermissionHandler")()
    return user.is_active and forum in handler.readable(user)


def _tell(follower, post):
    with translation.override(follower.language):
        context = {"subject": post.topic.subject, "author": str(post.poster or ""), "url": post.get_absolute_url()}
    key = f"forum_reply:{post.pk}:{follower.pk}"
    telling.notify("forum_reply", recipient=follower, language=follower.language, context=context, dedupe_key=key)
