"""What moderators do with topics and with posts that wait for them."""

from django.db import transaction
from machina.core.db.models import get_model

Topic = get_model("forum_conversation", "Topic")


def lock(topic):
    topic.status = Topic.TOPIC_LOCKED
    topic.save()


def unlock(topic):
    topic.status = Topic.TOPIC_UNLOCKED
    topic.save()


def set_type(topic, topic_type):
    topic.type = topic_type
    topic.save()


@transaction.atomic
def move(topic, forum, lock_topic=False):
    topic.forum = forum
    topic.status = Topic.TOPIC_LOCKED if lock_topic else Topic.TOPIC_MOVED
    topic.save()


@transaction.atomic
def remove(topic):
    topic.delete()


@transaction.atomic
def approve(post):
    post.approved = True
    post.save()


@transaction.atomic
def reject(post):
    post.delete()
