"""Writing in the forums. `approved` says whether the author may publish without a moderator."""

from django.db import transaction

from cms.accounts.models import User
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic

from .locking import lock_forums, lock_post, lock_topic
from .publishing import publish


@transaction.atomic
def start_topic(
    forum: Forum,
    author: User,
    *,
    subject: str,
    content: str,
    language: str,
    approved: bool,
    topic_type: int = Topic.TOPIC_POST,
) -> Post:
    lock_forums(forum)
    topic = Topic(forum=forum, poster=author, subject=subject, language=language, approved=approved)
    topic.type, topic.status = topic_type, Topic.TOPIC_UNLOCKED
    topic.save()
    return _write(topic, author, content, language, approved)


@transaction.atomic
def reply(topic: Topic, author: User, *, content: str, language: str, approved: bool) -> Post:
    return _write(lock_topic(topic), author, content, language, approved)


def _write(topic: Topic, author: User, content: str, language: str, approved: bool) -> Post:
    post = Post(topic=topic, poster=author, subject=topic.subject, content=content, language=language)
    post.approved = approved
    post.save()
    if approved:
        publish(post)
    return post


@transaction.atomic
def edit(
    post: Post,
    editor: User,
    *,
    content: str,
    language: str,
    approved: bool,
    subject: str | None = None,
    topic_type: int | None = None,
) -> Post:
    """What somebody writes who is read before publishing goes back to the moderators, whatever it was before."""
    post = lock_post(post)
    post.content, post.language = content, language
    post.subject = post.subject if subject is None else subject
    post.approved = post.approved and approved
    post.updated_by = editor
    post.updates_count += 1
    if topic_type is not None:
        post.topic.type = topic_type
    post.save()
    return post


@transaction.atomic
def delete(post: Post) -> bool:
    """True if the topic went with its only post."""
    post = lock_post(post)
    alone = post.is_alone
    post.delete()
    return alone
