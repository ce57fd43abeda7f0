"""Every page of the forums opens, in both languages, and is ours."""

import pytest
from django.urls import resolve, reverse
from django.utils import translation

from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory

pytestmark = pytest.mark.django_db


def in_topic(post):
    topic = post.topic
    return {"topic_slug": topic.slug, "topic_pk": topic.pk, **in_forum(topic)}


def in_forum(topic):
    return {"forum_slug": topic.forum.local_slug, "forum_pk": topic.forum_id}


def addresses(topic, post, waiting):
    """Every name the forums have, with the arguments of an address."""
    of_topic = {"slug": topic.slug, "pk": topic.pk}
    forum = {"slug": topic.forum.local_slug, "pk": topic.forum_id}
    return {
        "forum:index": {},
        "forum:forum": forum,
        "forum_conversation:topic": in_forum(topic) | of_topic,
        "forum_conversation:topic_create": in_forum(topic),
        "forum_conversation:topic_update": in_forum(topic) | of_topic,
        "forum_conversation:post_create": in_topic(post),
        "forum_conversation:post_update": in_topic(post) | {"pk": post.pk},
        "forum_conversation:post_delete": in_topic(post) | {"pk": post.pk},
        "forum_feeds:latest_topics": {},
        "forum_feeds:forum_latest_topics": in_forum(topic),
        "forum_member:profile": {"pk": post.poster_id},
        "forum_member:user_posts": {"pk": post.poster_id},
        "forum_member:user_subscriptions": {},
        "forum_member:topic_subscribe": {"pk": topic.pk},
        "forum_member:topic_unsubscribe": {"pk": topic.pk},
        "forum_moderation:topic_lock": of_topic,
        "forum_moderation:topic_unlock": of_topic,
        "forum_moderation:topic_delete": of_topic,
        "forum_moderation:topic_move": of_topic,
        "forum_moderation:topic_update_to_post": of_topic,
        "forum_moderation:topic_update_to_sticky": of_topic,
        "forum_moderation:topic_update_to_announce": of_topic,
        "moderation:queue": {},
        "moderation:log": {},
        "moderation:item": {"kind": "forum-post", "pk": waiting.pk},
        "forum_tracking:unread_topics": {},
        "forum_tracking:mark_all_forums_read": {},
        "forum_tracking:mark_subforums_read": {"pk": topic.forum_id},
        "forum_tracking:mark_topics_read": {"pk": topic.forum_id},
    }


@pytest.fixture
def places():
    """As a function: the words in an address differ by language."""
    post = PostFactory()
    waiting = PostFactory(topic=post.topic, approved=False)
    return lambda: addresses(post.topic, post, waiting)


def test_every_page_opens_for_a_moderator_in_both_languages(client, places):
    client.force_login(UserFactory(moderator=True))
    for language in ("en", "es"):
        with translation.override(language):
            for name, kwargs in places().items():
                assert client.get(reverse(name, kwargs=kwargs)).status_code == 200, (language, name)


def test_every_view_is_ours(places):
    for name, kwargs in places().items():
        view = resolve(reverse(name, kwargs=kwargs)).func
        ours = getattr(view, "view_class", type(view))
        assert ours.__module__.startswith(("forums.", "cms.moderation.")), name
