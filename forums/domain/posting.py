"""Writing in the forums. `approved` says whether the author may publish without a moderator."""

from django.db import transaction
from machina.core.db.models import get_model

from .turns import fresh, fresh_post, take_turn

Topic = get_model("forum_conversation", "Topic")
Post = get_model("forum_conversation", "Post")


@transaction.atomic
def start_topic(forum, author, *, subject, content, language, approved, topic_type=Topic.TOPIC_POST):
    take_turn(forum)
    topic = Topic(forum=forum, poster=author, subject=subject, language=language, approved=approved)
    topic.type, topic.status = topic_type, Topic.TOPIC_UNLOCKED
    topic.save()
    return _write(topic, author, content, language, approved)


@transaction.atomic
def reply(topic, author, *, content, language, approved):
    return _write(fresh(topic), author, content, language, approved)


def _write(topic, author, content, language, approved):
    post = Post(topic=topic, poster=author, subject=topic.subject, content=content, language=language)
    post.approved = approved
    post.save()
    return post


@transaction.atomic
def edit(post, editor, *, approved, topic_type=None, **values):
    """What somebody writes who is read before publishing goes back to the moderators, whatever it was before."""
    post = fresh_post(post)
    for name, value in values.items():
        setattr(post, name, value)
    post.approved = post.approved and approved
    post.updated_by = editor
    post.updates_count += 1
    if topic_type is not None:
        post.topic.type = topic_type
    post.save()
    return post


@transaction.atomic
def delete(post):
    """True if the topic went with its only post."""
    post = fresh_post(post)
    alone = post.is_alone
    post.delete()
    return alone
