"""Two at once: on PostgreSQL by the lock of a forum, on SQLite by one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forums.domain import moderation, posting
from forums.forum_conversation.models import Topic
from tests.factories.accounts import UserFactory
from tests.factories.forums import TopicFactory, forum

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run all at the same moment, each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def write(topic, author):
    posting.reply(topic, author, content="Me too", language="en", approved=True)


def test_replies_at_once_are_all_counted():
    topic, people = TopicFactory(), UserFactory.create_batch(8)
    at_once(*[lambda person=person: write(topic, person) for person in people])
    assert Topic.objects.get(pk=topic.pk).posts_count == 9
    assert forum().direct_posts_count == 9


def test_a_reply_does_not_undo_what_a_moderator_does_meanwhile():
    topic, people = TopicFactory(), UserFactory.create_batch(4)
    at_once(*[lambda person=person: write(topic, person) for person in people], lambda: moderation.close(topic))
    assert Topic.objects.get(pk=topic.pk).is_locked
    assert Topic.objects.get(pk=topic.pk).posts_count == 5
