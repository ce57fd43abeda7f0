"""Who may do what: people x actions, in a public forum and in the private one."""

import pytest

from tests.factories.forums import PostFactory

from ..addresses import moderate as moderation
from ..addresses import new_topic, of_forum, of_post, of_topic, queue, reply
from ..conftest import PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOGIN = "login"
TO_LOGIN = tuple(f"/en/accounts/login/?next=/en/{room}/" for room in ("forums", "moderation"))
ACTIONS = {
    "see forum": lambda post: of_forum(post.topic.forum),
    "see topic": lambda post: post.topic.get_absolute_url(),
    "feed": lambda post: post.topic.forum.feed_address,
    "start": lambda post: new_topic(post.topic.forum),
    "reply": lambda post: reply(post.topic),
    "edit other's": lambda post: of_post("post_update", post),
    "edit other's topic": lambda post: of_topic("topic_update", post.topic),
    "delete other's": lambda post: of_post("post_delete", post),
    "lock": lambda post: moderation("topic_lock", post.topic),
    "move": lambda post: moderation("topic_move", post.topic),
    "delete topic": lambda post: moderation("topic_delete", post.topic),
    "pin": lambda post: moderation("topic_update_to_sticky", post.topic),
    "queue": lambda post: queue(),
}
READ = ["see forum", "see topic"]
WRITE = [*READ, "start", "reply"]
OTHERS = [name for name in ACTIONS if name not in [*WRITE, "feed"]]
PUBLIC_TO_MEMBER = dict.fromkeys([*WRITE, "feed"], 200) | dict.fromkeys(OTHERS, 403)
ALL = dict.fromkeys(ACTIONS, 200)
PRIVATE_TO_STRANGER = dict.fromkeys(ACTIONS, 404) | {"queue": 403}

PUBLIC = dict.fromkeys(PEOPLE, PUBLIC_TO_MEMBER) | {
    "anonymous": dict.fromkeys(ACTIONS, LOGIN) | dict.fromkeys([*READ, "feed"], 200),
    "moderator": ALL,
    "admin": ALL,
}
PRIVATE = dict.fromkeys(PEOPLE, PRIVATE_TO_STRANGER) | {
    "anonymous": PRIVATE_TO_STRANGER | {"queue": LOGIN},
    "community": PUBLIC_TO_MEMBER | {"feed": 404},
    "working_group": PUBLIC_TO_MEMBER | {"feed": 404},
    "moderator": ALL | {"feed": 404},
    "admin": ALL | {"feed": 404},
}


def answers(client, post):
    found = {}
    for name, address in ACTIONS.items():
        response = client.get(address(post))
        to_login = response.status_code == 302 and response.url.startswith(
            ("/en/accounts/login/?next=/en/forums/", "/en/accounts/login/?next=/en/moderation/")
        )
        found[name] = LOGIN if to_login else response.status_code
    return found


@pytest.mark.parametrize("kind", PEOPLE)
def test_what_people_may_do_in_a_public_forum(client, sign_in, public_forum, kind):
    post = PostFactory(topic__forum=public_forum)
    sign_in(kind)
    assert answers(client, post) == PUBLIC[kind]


@pytest.mark.parametrize("kind", PEOPLE)
def test_what_people_may_do_in_the_private_forum(client, sign_in, private_forum, kind):
    post = PostFactory(topic__forum=private_forum)
    sign_in(kind)
    assert answers(client, post) == PRIVATE[kind]


@pytest.mark.parametrize("kind", PEOPLE)
def test_the_list_of_forums_and_its_counts_show_what_the_reader_may_see(client, sign_in, private_forum, kind):
    secret = PostFactory(topic__forum=private_forum, topic__subject="Secret agenda", content="Budget leak")
    sign_in(kind)
    response = client.get("/en/forums/")
    shown = [forum.key for forum in response.context["forums"].forums]
    insider = kind in {"community", "working_group", "moderator", "admin"}
    assert shown == ["peer-learning", "families", *([private_forum.key] if insider else [])]
    assert [node.posts_count for node in response.context["forums"].nodes] == [0, 0, *([2] if insider else [])]
    for word in ("Secret agenda", private_forum.name, str(secret.poster)):
        assert (word in response.content.decode()) is insider


def test_a_post_of_an_action_is_refused_like_its_page(client, sign_in, public_forum, private_forum):
    for forum, status in ((public_forum, 403), (private_forum, 404)):
        post = PostFactory(topic__forum=forum)
        sign_in("member")
        for name in ("edit other's", "delete other's", "lock", "move", "delete topic", "pin"):
            assert client.post(ACTIONS[name](post), {"content": "Mine now", "language": "en"}).status_code == status
        post.refresh_from_db()
        assert post.content.raw == "We do it so."
        assert not post.topic.is_locked


def test_authors_edit_and_take_back_their_own_words(client, sign_in, public_forum):
    me = sign_in("member")
    post = PostFactory(topic__forum=public_forum, poster=me)
    client.post(of_post("post_update", post), {"content": "Better words", "language": "es"})
    post.refresh_from_db()
    assert (post.content.raw, post.language, post.updates_count, post.updated_by) == ("Better words", "es", 1, me)
    assert client.post(of_post("post_delete", post)).status_code == 302
    assert not post.topic.posts.filter(pk=post.pk).exists()


def test_an_opening_message_with_answers_cannot_be_taken_back(client, sign_in, public_forum):
    me = sign_in("member")
    answer = PostFactory(topic__forum=public_forum, topic__poster=me)
    assert client.post(of_post("post_delete", answer.topic.first_post)).status_code == 403
    assert answer.topic.posts.count() == 2


def test_a_closed_topic_is_read_only_for_members(client, sign_in, public_forum):
    me = sign_in("member")
    post = PostFactory(topic__forum=public_forum, poster=me)
    sign_in("moderator")
    client.post(moderation("topic_lock", post.topic))
    client.force_login(me)
    assert client.get(post.topic.get_absolute_url()).status_code == 200
    for address in (reply(post.topic), of_post("post_update", post), of_post("post_delete", post)):
        assert client.get(address).status_code == 403
