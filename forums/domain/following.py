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
    readers = followers.readers_among(followers.followers_of(post), post.topic.forum)
    contexts = {language: _context(post, language) for language in {reader.language for reader in readers}}
    telling.notify_many(
        "forum_reply",
        [telling.Message(each, f"forum_reply:{post.pk}:{each.pk}", contexts[each.language]) for each in readers],
    )
    Post.objects.filter(pk=post.pk).update(announced_at=timezone.now())


def _context(post: Post, language: str) -> dict[str, str]:
    with translation.override(language):
        return {"subject": post.topic.subject, "author": str(post.poster or ""), "url": post.get_absolute_url()}
