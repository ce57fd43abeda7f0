"""Only what everyone may read can be found, in its own language, and it goes when it is no longer public."""

import pytest
from django.contrib.auth.models import AnonymousUser

from forums.defaults import READ, open_to
from forums.domain import moderation, posting
from forums.forum_conversation.models import Post, Topic
from forums.forum_permission.models import UserForumPermission
from forums.searchable import TopicSource
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    """Call it for the pks of the topics that can be found once everything is committed."""

    def pks():
        run_waiting()
        return set(SearchEntry.objects.filter(kind="topic").values_list("object_id", flat=True))

    return pks


def test_only_approved_posts_of_approved_topics_in_public_forums_are_public(public_forum, private_forum):
    shown = PostFactory(topic__forum=public_forum)
    PostFactory(topic=shown.topic, approved=False)
    PostFactory(topic__forum=private_forum)
    PostFactory(topic__forum=public_forum, topic__approved=False)
    [topic] = TopicSource().public()
    assert topic.public_posts == [shown.topic.first_post, shown]


def test_a_topic_is_described_once_in_each_of_its_languages_without_markup(public_forum):
    topic = TopicFactory(forum=public_forum, subject="Cena", content="# Menú\n\n**Tamales** & café", language="es")
    PostFactory(topic=topic, content="I bring *salad*.", language="en")
    PostFactory(topic=topic, content="Yo, pan.", language="es")
    spanish, english = TopicSource().documents(TopicSource().public().get())
    assert (spanish.language, spanish.title, words_of(spanish)) == ("es", "Cena", ["Menú Tamales & café", "Yo, pan."])
    assert (english.language, english.title, words_of(english)) == ("en", "Cena", ["I bring salad."])
    assert (english.title_language, spanish.title_language) == ("es", "es")
    assert spanish.url == f"/es/foros/foro/aprendizaje-entre-colegas-{public_forum.pk}/tema/cena-{topic.pk}/"


def test_each_message_is_opened_at_its_place(public_forum):
    topic = TopicFactory(forum=public_forum, content="One", language="es")
    reply = PostFactory(topic=topic, content="Two", language="en")
    later = PostFactory(topic=topic, content="Three", language="en")
    english = TopicSource().documents(TopicSource().public().get())[1]
    assert [passage.url for passage in english.body] == [reply.get_absolute_url(), later.get_absolute_url()]
    assert english.url == reply.get_absolute_url()  # nothing above it is in this language


def test_a_result_says_how_many_messages_a_conversation_has(public_forum):
    topic, short = PostFactory(topic__forum=public_forum).topic, TopicFactory(forum=public_forum)
    facts = TopicSource().facts([topic.pk, short.pk])
    assert {pk: [fact.text for fact in of_one] for pk, of_one in facts.items()} == {
        topic.pk: ["2 messages"],
        short.pk: ["1 message"],
    }


def words_of(document):
    return [passage.text for passage in document.body]


def bodies():
    return list(SearchEntry.objects.filter(kind="topic").values_list("body", flat=True))


def test_words_come_and_go_with_their_post(found, public_forum):
    topic = TopicFactory(forum=public_forum, content="One")
    waiting = PostFactory(topic=topic, content="Two", approved=False)
    assert (found(), bodies()) == ({topic.pk}, ["One"])
    moderation.approve(Post.objects.get(pk=waiting.pk))
    assert (found(), bodies()) == ({topic.pk}, ["One Two"])
    posting.edit(Post.objects.get(pk=waiting.pk), topic.poster, approved=True, content="Three", language="en")
    assert (found(), bodies()) == ({topic.pk}, ["One Three"])
    posting.delete(Post.objects.get(pk=waiting.pk))
    assert (found(), bodies()) == ({topic.pk}, ["One"])
    moderation.remove(Topic.objects.get(pk=topic.pk))
    assert found() == set()


def test_a_topic_moved_to_a_private_forum_is_no_longer_found(found, public_forum, private_forum):
    topic = PostFactory(topic__forum=public_forum).topic
    assert found() == {topic.pk}
    moderation.move(topic, private_forum)
    assert found() == set()
    moderation.move(Topic.objects.get(pk=topic.pk), public_forum)
    assert found() == {topic.pk}


def test_an_opening_post_that_waits_again_hides_its_topic(found, public_forum):
    author = UserFactory()
    topic = PostFactory(topic__forum=public_forum, topic__poster=author).topic
    assert found() == {topic.pk}
    posting.edit(Post.objects.get(pk=topic.first_post_id), author, approved=False, content="Buy", language="en")
    assert found() == set()


def test_closing_and_opening_a_forum_hides_and_shows_its_topics(found, public_forum):
    topic = TopicFactory(forum=public_forum)
    assert found() == {topic.pk}
    UserForumPermission.objects.filter(forum=public_forum, anonymous_user=True).delete()
    assert found() == set()
    open_to(public_forum, [(AnonymousUser, READ)])
    assert found() == {topic.pk}


def test_moving_a_forum_below_a_private_one_hides_its_topics(found, public_forum, private_forum):
    topic = TopicFactory(forum=public_forum)
    assert found() == {topic.pk}
    public_forum.refresh_from_db()
    public_forum.parent = private_forum
    public_forum.save()
    assert found() == set()


def test_a_reply_describes_its_topic_only(public_forum):
    forum = PostFactory(topic__forum=public_forum).topic.forum
    assert not TopicSource().affected(type(forum).objects.get(pk=forum.pk)).exists()
