"""What moderators do with topics and with posts that wait for them."""

import pytest

from forums.domain import moderation, posting
from forums.forum_conversation.models import Post, Topic
from tests.factories.forums import PostFactory, TopicFactory, forum

from ..addresses import moderate

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(sign_in):
    return sign_in("moderator")


def test_asking_changes_nothing_and_confirming_does(client, moderator, public_forum):
    topic = TopicFactory(forum=public_forum)
    for name, locked in (("topic_lock", True), ("topic_unlock", False)):
        client.get(moderate(name, topic))
        assert Topic.objects.get(pk=topic.pk).is_locked is not locked
        assert client.post(moderate(name, topic)).url == topic.get_absolute_url()
        assert Topic.objects.get(pk=topic.pk).is_locked is locked


@pytest.mark.parametrize(
    ("name", "is_so"), [("sticky", "is_sticky"), ("announce", "is_announce"), ("post", "is_topic")]
)
def test_a_topic_gets_its_place_in_the_list(client, moderator, public_forum, name, is_so):
    topic = TopicFactory(forum=public_forum, topic_type=Topic.TOPIC_STICKY if name == "post" else Topic.TOPIC_POST)
    client.post(moderate(f"topic_update_to_{name}", topic))
    assert getattr(Topic.objects.get(pk=topic.pk), is_so)
    assert topic.subject in client.get(public_forum.get_absolute_url()).content.decode()


def test_a_moved_topic_takes_its_counts_along(client, moderator, public_forum):
    topic, families = PostFactory(topic__forum=public_forum).topic, forum("families")
    response = client.post(moderate("topic_move", topic), {"forum": families.pk})
    moved = Topic.objects.get(pk=topic.pk)
    assert (moved.forum, response.url) == (families, moved.get_absolute_url())
    assert [(f.direct_topics_count, f.direct_posts_count) for f in (forum("peer-learning"), forum("families"))] == [
        (0, 0),
        (1, 2),
    ]
    assert forum("peer-learning").last_post is None


@pytest.mark.parametrize("status", [Topic.TOPIC_LOCKED, Topic.TOPIC_UNLOCKED])
def test_moving_a_topic_proposes_to_leave_it_closed_or_open_as_it_is(client, moderator, public_forum, status):
    topic = TopicFactory(forum=public_forum)
    Topic.objects.update(status=status)
    form = client.get(moderate("topic_move", topic)).context["form"]
    assert form["close"].value() is (status == Topic.TOPIC_LOCKED)


@pytest.mark.parametrize("wrong", ["", "0", "999", "x", "own"])
def test_a_topic_moves_only_to_another_forum(client, moderator, public_forum, wrong):
    topic = TopicFactory(forum=public_forum)
    wrong = public_forum.pk if wrong == "own" else wrong
    response = client.post(moderate("topic_move", topic), {"forum": wrong})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"forum"}


def test_no_forum_is_proposed_and_each_says_who_reads_it(client, moderator, public_forum):
    form = client.get(moderate("topic_move", TopicFactory(forum=public_forum))).context["form"]
    assert form["forum"].value() is None
    assert [str(label) for _, label in form.fields["forum"].choices] == [
        "Choose a forum",
        "Families (everyone can read it)",
        "R-TAC Community of Practice (members only)",
    ]
    assert "readers_change" not in form.fields


@pytest.mark.parametrize(("start", "end"), [("public", "private"), ("private", "public")])
def test_other_readers_take_a_tick_of_their_own(client, moderator, public_forum, private_forum, start, end):
    forums = {"public": public_forum, "private": private_forum}
    topic = TopicFactory(forum=forums[start])
    words = {"forum": forums[end].pk, "close": "on"}
    response = client.post(moderate("topic_move", topic), words)
    assert response.context["form"].errors.keys() == {"readers_change"}
    assert f"That forum is {end}" in response.content.decode()
    assert response.context["form"]["close"].value()
    assert Topic.objects.get(pk=topic.pk).forum == forums[start]
    client.post(moderate("topic_move", topic), words | {"readers_change": "on"})
    assert Topic.objects.get(pk=topic.pk).forum == forums[end]


def test_a_deleted_topic_is_gone_with_its_replies(client, moderator, public_forum):
    topic = PostFactory(topic__forum=public_forum).topic
    assert client.post(moderate("topic_delete", topic)).url == public_forum.get_absolute_url()
    assert (Topic.objects.count(), Post.objects.count()) == (0, 0)


def test_a_closed_topic_stays_closed_when_it_is_moved(public_forum):
    topic = TopicFactory(forum=public_forum)
    moderation.close(topic)
    assert moderation.move(topic, forum("families")).is_locked


@pytest.mark.parametrize(
    "act",
    [
        posting.delete,
        lambda post: posting.edit(post, post.poster, approved=True, content="Again", language="en"),
    ],
)
def test_what_was_deleted_meanwhile_does_not_come_back(act):
    post = PostFactory()
    Post.objects.get(pk=post.pk).delete()
    with pytest.raises(Post.DoesNotExist):
        act(post)
    assert not Post.objects.filter(pk=post.pk).exists()


def test_an_edit_does_not_undo_what_a_moderator_decided_meanwhile():
    seen = PostFactory()
    Post.objects.filter(pk=seen.pk).update(approved=False)
    assert not posting.edit(seen, seen.poster, approved=True, content="Again", language="en").approved


def test_a_forum_that_is_none_is_refused_however_long_its_number(client, moderator, public_forum):
    topic = TopicFactory(forum=public_forum)
    response = client.post(moderate("topic_move", topic), {"forum": "9" * 5000})
    assert response.status_code == 422
    assert Topic.objects.get(pk=topic.pk).forum == public_forum
