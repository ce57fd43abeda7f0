"""Forum messages: only what everyone may read is found, whatever moderators and editors change."""

import pytest
from django.utils.translation import override

from forums.domain import posting
from forums.forum_permission.models import UserForumPermission
from tests.factories.forums import PostFactory, TopicFactory, forum
from tests.plugins.tasks import run_waiting

SECRET = "xylophone"


@pytest.fixture
def post(db):
    topic = TopicFactory(subject="Music rooms")
    made = PostFactory(topic=topic, content=f"We bought a **{SECRET}**.")
    run_waiting()
    return made


def disapprove(post):
    post.approved = False
    post.save()


def disapprove_topic(post):
    post.topic.approved = False
    post.topic.save()


def delete(post):
    posting.delete(post)


def delete_topic(post):
    post.topic.delete()


def move_topic_to_members(post):
    post.topic.forum = forum("rtac-community-of-practice")
    post.topic.save()


def rewrite(post):
    posting.edit(post, post.poster, language="en", content="We bought a piano.", approved=True)


def rewrite_by_someone_who_is_checked(post):
    posting.edit(post, post.poster, language="en", content=f"We sold the {SECRET}.", approved=False)


def close_forum_to_visitors(post):
    for permission in UserForumPermission.objects.filter(anonymous_user=True):
        permission.delete()


def deny_this_forum_to_visitors(post):
    for permission in UserForumPermission.objects.filter(
        anonymous_user=True, permission__codename="can_read_forum", forum=post.topic.forum
    ):
        permission.has_perm = False
        permission.save()


@pytest.mark.parametrize(
    "hide",
    [
        disapprove,
        disapprove_topic,
        delete,
        delete_topic,
        move_topic_to_members,
        rewrite,
        rewrite_by_someone_who_is_checked,
        close_forum_to_visitors,
        deny_this_forum_to_visitors,
    ],
)
def test_what_moderators_hide_is_gone_at_once(post, titles, nowhere, hide):
    assert titles(SECRET) == ["Music rooms"]
    hide(type(post).objects.get(pk=post.pk))
    assert nowhere(SECRET)
    run_waiting()
    assert nowhere(SECRET)


def test_what_waits_for_a_moderator_or_is_for_members_is_not_found(post, nowhere):
    TopicFactory(subject="Accordion topic", approved=False)
    PostFactory(topic=post.topic, content="Accordion reply", approved=False)
    TopicFactory(subject="Accordion for the R-TACs", forum=forum("rtac-community-of-practice"))
    run_waiting()
    assert nowhere("accordion")


def test_a_message_is_found_once_it_is_approved(post, nowhere, titles):
    waiting = PostFactory(topic=post.topic, content="Accordion reply", approved=False)
    run_waiting()
    assert nowhere("accordion")
    waiting = type(waiting).objects.get(pk=waiting.pk)
    waiting.approved = True
    waiting.save()
    run_waiting()
    assert titles("accordion") == ["Music rooms"]


def test_a_message_is_found_in_its_own_language(post, ask):
    reply = PostFactory(topic=post.topic, content="Los niños tocan la marimba", language="es")
    run_waiting()
    page = ask("ninos", "es")
    [found] = page.context["results"]
    assert (found.entry.title, found.title_language) == ("Music rooms", "en")
    assert "Los <mark>niños</mark> tocan" in page.text
    with override("es"):
        assert found.url == reply.get_absolute_url()


def test_a_message_in_the_other_language_opens_in_the_language_of_the_reader(post, ask, client):
    reply = PostFactory(topic=post.topic, content="Los niños tocan la marimba", language="es")
    run_waiting()
    [found] = ask("ninos").context["other_results"]
    assert (found.url_language, found.missing) == ("en", None)
    assert found.url.endswith(f"#post-{reply.pk}")
    assert client.get(found.url, follow=True).request["PATH_INFO"] == post.topic.get_absolute_url()


def test_a_message_with_markup_shows_no_markup(post, ask):
    page = ask(SECRET).text
    assert f"We bought a <mark>{SECRET}</mark>" in page
    assert "<strong>" not in page.split('id="content"')[1]
