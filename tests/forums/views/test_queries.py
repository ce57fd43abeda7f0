"""The pages of the forums cost as many queries with 50 rows, more than two pages, as with 10."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory, forum
from tests.forums.addresses import reply
from tests.queries import assert_flat, queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]


KINDS = ["anonymous", "member", "moderator"]
# Most queries a page may need, with its header, footer and menus: (without, with an account).
LIMITS = {
    "index": (6, 12),
    "forum": (6, 12),
    "topic": (6, 12),
    "late page": (6, 12),
    "permanent link": (6, 12),
    "feed": (3, 3),
    "feed of a forum": (3, 3),
    "person": (6, 12),
    "messages of a person": (6, 12),
    "unread": (0, 12),
    "following": (0, 12),
    "queue": (0, 18),
}


def make_topics(where, number):
    """Topics of one post each, by many people, in bulk."""
    people = UserFactory.create_batch(5)
    now = timezone.now()
    common = {"forum": where, "type": 0, "status": 0, "posts_count": 1, "last_post_on": now, "slug": "x"}
    topics = [Topic(subject=f"T{n}", poster=people[n % 5], **common) for n in range(number)]
    Topic.objects.bulk_create(topics)
    posts = [Post(topic=topic, poster=topic.poster, subject="x", content="y") for topic in topics]
    Post.objects.bulk_create(posts)
    for topic, post in zip(topics, posts, strict=True):
        topic.first_post = topic.last_post = post
    Topic.objects.bulk_update(topics, ["first_post", "last_post"], batch_size=200)
    where.update_trackers()


def make_posts(topic, number, **values):
    people = UserFactory.create_batch(5)
    posts = [Post(topic=topic, poster=people[n % 5], subject="x", content="y", **values) for n in range(number)]
    Post.objects.bulk_create(posts)
    topic.update_trackers()


def make_forums(number):
    from forums.defaults import OPEN_TO_ALL, open_to

    for n in range(number):
        open_to(Forum.objects.create(name=f"Forum {n}", type=Forum.FORUM_POST), OPEN_TO_ALL)


def page(name, topic):
    return {
        "index": "/en/forums/",
        "forum": topic.forum.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "late page": f"{topic.get_absolute_url()}?page=last",
        "permanent link": f"{topic.get_absolute_url()}?post={topic.last_post_id}",
        "feed": "/en/forums/feeds/topics/",
        "feed of a forum": topic.forum.feed_address,
        "person": f"/en/forums/member/{topic.poster_id}/",
        "messages of a person": f"/en/forums/member/{topic.poster_id}/posts/?page=last",
        "unread": "/en/forums/unread/?page=last",
        "following": "/en/forums/following/?page=last",
        "queue": "/en/moderation/",
    }[name]


FOR = {"unread": KINDS[1:], "following": KINDS[1:], "queue": KINDS[2:]}
PAGES = [(name, kind) for name in LIMITS for kind in FOR.get(name, KINDS)]


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_a_page_needs_few_queries_however_much_there_is(client, sign_in, name, kind):
    topic = PostFactory(topic__forum=forum("families")).topic
    PostFactory(topic=topic, approved=False)
    me = sign_in(kind)
    if me.is_authenticated:
        me.topic_subscriptions.add(topic)

    def act():
        assert client.get(page(name, topic)).status_code == 200

    def grow():
        make_topics(topic.forum, 50)
        topics = Topic.objects.filter(subject__startswith="T")
        Post.objects.filter(topic__in=topics[:45]).update(poster=topic.poster)
        if me.is_authenticated:
            me.topic_subscriptions.add(*topics[:45])
        make_posts(topic, 50)
        make_posts(topic, 25, approved=False)

    make_topics(topic.forum, 10)
    assert_flat(act, grow)
    asked = queries(act, before=lambda: client.get("/en/suggest/"))  # the menus are known, this page is not
    assert asked
    assert len(asked) <= LIMITS[name][kind != "anonymous"], "\n".join(asked)


def test_a_reply_costs_as_much_in_a_long_topic_of_a_large_forum_with_many_followers(client, sign_in):
    topic = PostFactory(topic__forum=forum("families")).topic
    sign_in("member")

    def act():
        assert client.post(reply(topic), {"content": "Here", "language": "en"}).status_code == 302

    def grow():
        make_topics(topic.forum, 50)
        make_posts(topic, 50)
        topic.subscribers.add(*UserFactory.create_batch(15))

    assert_flat(act, grow)
    asked = queries(act)
    assert len(asked) <= 32, "\n".join(asked)


def test_a_reply_sorts_neither_the_posts_of_its_topic_nor_the_topics_of_its_forum(client, sign_in):
    topic = PostFactory(topic__forum=forum("families")).topic
    sign_in("member")
    with CaptureQueriesContext(connection) as asked:
        client.post(reply(topic), {"content": "Here", "language": "en"})
    reads = [each["sql"] for each in asked if "conversation_" in each["sql"] and each["sql"].startswith("SELECT")]
    with connection.cursor() as cursor:
        plans = [row[-1] for sql in reads for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}")]
    sorting = [step for step in plans if "TEMP B-TREE" in step]
    assert len(sorting) <= 1, plans  # of those that wait, and there are few


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_forums_does_not_ask_for_each_forum(client, sign_in, kind):
    sign_in(kind)
    TopicFactory()
    assert_flat(lambda: client.get("/en/forums/"), lambda: make_forums(12))


@pytest.mark.parametrize(
    "name", ["index", "forum", "topic", "feed", "feed of a forum", "person", "messages of a person"]
)
def test_the_first_rows_of_a_list_are_found_without_reading_and_sorting_the_others(client, name):
    topic = PostFactory(topic__forum=forum("families")).topic
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(page(name, topic))
    lists = [each["sql"] for each in asked if each["sql"].endswith((" LIMIT 5", " LIMIT 20"))]
    assert len(lists) == 1
    with connection.cursor() as cursor:
        plan = [row[-1] for row in cursor.execute(f"EXPLAIN QUERY PLAN {lists[0]}")]
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN accounts")]
    assert re.search(r" USING (COVERING )?INDEX ", plan[0])


def test_the_messages_of_a_person_are_counted_without_reading_them(client):
    topic = PostFactory(topic__forum=forum("families")).topic
    with CaptureQueriesContext(connection) as asked:
        client.get(page("messages of a person", topic))
    (counting,) = [each["sql"] for each in asked if "COUNT(" in each["sql"]]
    with connection.cursor() as cursor:
        plan = [row[-1] for row in cursor.execute(f"EXPLAIN QUERY PLAN {counting}")]
    assert any("COVERING INDEX post_of_person" in step for step in plan), plan
