"""Only what everyone may read can be found, in its own language, and it goes when it is no longer public."""

import pytest
from django.contrib.auth.models import AnonymousUser
from machina.core.db.models import get_model

from forums.domain import moderation, posting
from forums.provision import READ, open_to
from forums.searchable import PostSource
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory
from tests.plugins.tasks import commit

pytestmark = pytest.mark.django_db

Post = get_model("forum_conversation", "Post")
Topic = get_model("forum_conversation", "Topic")
UserForumPermission = get_model("forum_permission", "UserForumPermission")


@pytest.fixture
def found():
    """Call it for the pks of the posts that can be found once everything is committed."""

    def pks():
        commit()
        return set(SearchEntry.objects.filter(kind="post").values_list("object_id", flat=True))

    return pks


def test_only_approved_posts_of_approved_topics_in_public_forums_are_public(public_forum, private_forum):
    shown = PostFactory(topic__forum=public_forum)
    PostFactory(topic=shown.topic, approved=False)
    PostFactory(topic__forum=private_forum)
    PostFactory(topic__forum=public_forum, topic__approved=False)
    assert set(PostSource().public()) == {shown, shown.topic.first_post}


def test_a_post_is_described_in_its_own_language_without_markup(public_forum):
    topic = TopicFactory(forum=public_forum, subject="Cena", content="# Menú\n\n**Tamales** & café", language="es")
    document = PostSource().document(topic.first_post)
    assert (document.language, document.title, document.body) == ("es", "Cena", "Menú Tamales & café")
    assert document.url.startswith("/es/foros/foro/")
    assert document.url.endswith(f"?post={topic.first_post_id}#post-{topic.first_post_id}")


def test_posts_come_and_go_with_what_happens_to_them(found, public_forum):
    topic = TopicFactory(forum=public_forum)
    first = topic.first_post_id
    waiting = PostFactory(topic=topic, approved=False)
    assert found() == {first}
    moderation.approve(Post.objects.get(pk=waiting.pk))
    assert found() == {first, waiting.pk}
    posting.delete(Post.objects.get(pk=waiting.pk))
    assert found() == {first}
    moderation.remove(Topic.objects.get(pk=topic.pk))
    assert found() == set()


def test_a_topic_moved_to_a_private_forum_is_no_longer_found(found, public_forum, private_forum):
    topic = PostFactory(topic__forum=public_forum).topic
    assert len(found()) == 2
    moderation.move(Topic.objects.get(pk=topic.pk), private_forum)
    assert found() == set()
    moderation.move(Topic.objects.get(pk=topic.pk), public_forum)
    assert len(found()) == 2


def test_an_opening_post_that_waits_again_hides_its_topic(found, public_forum):
    author = UserFactory()
    topic = PostFactory(topic__forum=public_forum, topic__poster=author).topic
    assert len(found()) == 2
    posting.edit(Post.objects.get(pk=topic.first_post_id), author, approved=False, content="Buy")
    assert found() == set()


def test_closing_and_opening_a_forum_hides_and_shows_its_posts(found, public_forum):
    topic = TopicFactory(forum=public_forum)
    assert found() == {topic.first_post_id}
    UserForumPermission.objects.filter(forum=public_forum, anonymous_user=True).delete()
    assert found() == set()
    open_to(public_forum, [(AnonymousUser, READ)])
    assert found() == {topic.first_post_id}


def test_a_reply_describes_itself_only(public_forum):
    topic = Topic.objects.get(pk=PostFactory(topic__forum=public_forum).topic_id)
    assert not PostSource().affected(topic).exists()
    assert not PostSource().affected(topic.forum).exists()
    topic.subject = "Another"
    assert PostSource().affected(topic).count() == 2
