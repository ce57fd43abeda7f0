"""What moderators do with topics and with posts that wait for them."""

from django.db import transaction
from machina.core.db.models import get_model

from .turns import fresh, fresh_post

Topic = get_model("forum_conversation", "Topic")


def lock(topic):
    _change(topic, status=Topic.TOPIC_LOCKED)


def unlock(topic):
    _change(topic, status=Topic.TOPIC_UNLOCKED)


def set_type(topic, topic_type):
    _change(topic, type=topic_type)


@transaction.atomic
def _change(topic, **values):
    topic = fresh(topic)
    for name, value in values.items():
        setattr(topic, name, value)
    topic.save()


@transaction.atomic
def move(topic, forum, lock_topic=False):
    """Gives the topic at its new place; a closed one stays closed."""
    topic = fresh(topic, forum)
    topic.forum = forum
    topic.status = Topic.TOPIC_LOCKED if lock_topic or topic.is_locked else Topic.TOPIC_MOVED
    topic.save()
    return topic


@transaction.atomic
def remove(topic):
    fresh(topic).delete()


@transaction.atomic
def approve(post):
    post = fresh_post(post)
    post.approved = True
    post.save()


@transaction.atomic
def reject(post):
    fresh_post(post).delete()
