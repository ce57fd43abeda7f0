"""What moderators do with topics and with posts that wait for them."""

from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.moderation.registry import NotWaitingError
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic

from .locking import lock_post, lock_topic
from .publishing import publish


@transaction.atomic
def close(topic: Topic) -> None:
    topic = lock_topic(topic)
    topic.status = Topic.TOPIC_LOCKED
    topic.save()


@transaction.atomic
def reopen(topic: Topic) -> None:
    topic = lock_topic(topic)
    topic.status = Topic.TOPIC_UNLOCKED
    topic.save()


@transaction.atomic
def set_type(topic: Topic, topic_type: int) -> None:
    topic = lock_topic(topic)
    topic.type = topic_type
    topic.save()


@transaction.atomic
def move(topic: Topic, forum: Forum, close: bool = False) -> Topic:
    """Gives the topic at its new place; a closed one stays closed."""
    topic = lock_topic(topic, forum)
    topic.forum = forum
    topic.status = Topic.TOPIC_LOCKED if close or topic.is_locked else Topic.TOPIC_MOVED
    topic.save()
    return topic


@transaction.atomic
def remove(topic: Topic) -> None:
    lock_topic(topic).delete()


@transaction.atomic
def approve(post: Post) -> Post:
    post = _lock_waiting(post)
    post.approved = True
    post.save()
    publish(post)
    return post


@transaction.atomic
def reject(post: Post) -> Post:
    """It stays, out of everyone's sight; a topic whose opening is rejected with it."""
    post = _lock_waiting(post)
    post.rejected_at = timezone.now()
    post.save()
    return post


@transaction.atomic
def forget_rejected(author: User) -> None:
    """Nobody has answered what was never published; where others have, in what it was once part of, its place stays."""
    for post in Post.objects.filter(poster=author).exclude(rejected_at=None):
        post = lock_post(post)
        if post.is_alone:
            post.delete()
        else:
            post.content = ""
            post.save()


def _lock_waiting(post: Post) -> Post:
    try:
        post = lock_post(post)
    except (Post.DoesNotExist, Topic.DoesNotExist) as error:
        raise NotWaitingError from error
    if not post.waits:
        raise NotWaitingError
    return post
