"""Two at once: on PostgreSQL by the lock of a forum, on SQLite by one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from forums.domain import moderation, posting
from forums.forum_conversation.models import Topic
from tests.factories.accounts import UserFactory
from tests.factories.forums import TopicFactory, forum

from ..addresses import new_topic

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


def test_one_form_sent_by_two_presses_at_once_makes_one_topic():
    author = UserFactory()
    page = Client()
    page.force_login(author)
    words = {"subject": "Once", "content": "Only once", "language": "en"}
    words["form_key"] = page.get(new_topic(forum())).context["form"].form_key
    led_to = []

    def press():
        client = Client()
        client.cookies.load(page.cookies.output(header="", sep=";"))
        led_to.append(client.post(new_topic(forum()), words).url)

    at_once(press, press, press)
    assert Topic.objects.filter(subject="Once").count() == 1
    assert len(led_to) == 3
    assert len(set(led_to)) == 1
