"""Who follows a topic, and telling them of a new post."""

from django.utils import timezone, translation

from cms.accounts.models import User
from cms.notices.domain import telling
from forums.forum_conversation.models import Post, Topic
from forums.queries import followers


def follow(topic: Topic, user: User) -> None:
    topic.subscribers.add(user)


def unfollow(topic: Topic, user: User) -> None:
    topic.subscribers.remove(user)


def announce(post: Post) -> None:
    """Tell each follower once; whoever lost the right to read the forum hears nothing."""
    for follower in followers.readers_among(followers.followers_of(post), post.topic.forum):
        _tell(follower, post)
    Post.objects.filter(pk=post.pk).update(announced_at=timezone.now())


def _tell(follower: User, post: Post) -> None:
    with translation.override(follower.language):
        context = {"subject": post.topic.subject, "author": str(post.poster or ""), "url": post.get_absolute_url()}
    key = f"forum_reply:{post.pk}:{follower.pk}"
    telling.notify("forum_reply", recipient=follower, language=follower.language, context=context, dedupe_key=key)
