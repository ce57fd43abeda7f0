"""What moderators see and press, and who else sees what."""

import pytest
from django.urls import reverse

from cms.moderation.domain import deciding
from cms.moderation.models import Decision
from cms.moderation.queries.desk import Desk, History
from forums.forum_conversation.models import Post
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory
from tests.forums.conftest import PEOPLE
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db
QUEUE, LOG = "/en/moderation/", "/en/moderation/decisions/"
OWN = {"reason_en": "No names, please.", "reason_es": "Sin nombres, por favor."}


def address(post):
    return reverse("moderation:item", args=["forum-post", post.pk])


INSIDERS = {"moderator", "admin"}


@pytest.mark.parametrize("kind", PEOPLE)
def test_only_those_who_look_after_a_forum_see_and_decide(client, sign_in, kind, waiting, private_forum):
    hidden = PostFactory(topic__forum=private_forum, approved=False)
    logged = PostFactory(topic__forum=private_forum, approved=False)
    chief = UserFactory(moderator=True)
    decision = deciding.approve(Desk(chief).find("forum-post", logged.pk), chief)
    sign_in(kind)
    expected = {"anonymous": 302}.get(kind, 200 if kind in INSIDERS else 403)
    for page in (QUEUE, LOG, address(waiting), address(hidden)):
        assert client.get(page).status_code == expected, page
    assert client.get(decision.get_absolute_url()).status_code == (404 if expected == 403 else expected)
    for post in (waiting, hidden):
        client.post(address(post), {"approve": "1"})
        client.post(address(post), {"ready": "attack"})
        assert Post.objects.get(pk=post.pk).approved is (kind in INSIDERS)
    assert Decision.objects.count() == (3 if kind in INSIDERS else 1)


def test_an_author_sees_the_decision_about_their_own_words_only(client, waiting, on_desk, moderator):
    decision = deciding.reject(on_desk(waiting), moderator, **OWN)
    for user, status in ((waiting.poster, 200), (UserFactory(), 404)):
        client.force_login(user)
        assert client.get(decision.get_absolute_url()).status_code == status
    assert client.get(LOG).status_code == 403


def test_the_queue_says_who_wrote_and_what_is_known_of_them(client, sign_in, waiting, on_desk, moderator):
    PostFactory(topic=waiting.topic, poster=waiting.poster)
    other = PostFactory(topic=waiting.topic, poster=waiting.poster, approved=False)
    deciding.reject(on_desk(other), moderator, **OWN)
    sign_in("moderator")
    [item] = client.get(QUEUE).context["items"]
    assert item.history == History(published=1, approved=0, rejected=1)
    page = client.get(QUEUE).content.decode()
    for words in ("Rosa", "1 published before", "1 not published", "Vendo **coches**", "Peer learning"):
        assert words in page


def test_a_post_is_shown_among_its_neighbours(client, sign_in, public_forum):
    topic = TopicFactory(forum=public_forum, content="First words")
    earlier = [PostFactory(topic=topic, content=f"Earlier {number}") for number in range(4)]
    post = PostFactory(topic=topic, content="In question", approved=False)
    later = PostFactory(topic=topic, content="Later")
    PostFactory(topic=topic, content="Also waits", approved=False)
    sign_in("moderator")
    response = client.get(address(post))
    assert response.context["conversation"] == [*earlier[1:], post, later]
    page = response.content.decode()
    shown = [words for words in ("Earlier 1", "Earlier 2", "Earlier 3", "In question", "Later") if words in page]
    assert shown == ["Earlier 1", "Earlier 2", "Earlier 3", "In question", "Later"]
    assert [page.index(words) for words in shown] == sorted(page.index(words) for words in shown)
    assert "Earlier 0" not in page
    assert "Also waits" not in page


def test_the_oldest_comes_first(client, sign_in, waiting):
    second = PostFactory(topic=waiting.topic, approved=False)
    sign_in("moderator")
    assert [item.pk for item in client.get(QUEUE).context["items"]] == [waiting.pk, second.pk]


def test_saying_no_needs_a_reason_beside_the_field_and_keeps_what_was_typed(client, sign_in, waiting):
    sign_in("moderator")
    response = client.post(address(waiting), {"ready": "own", "reason_en": "Only English"})
    assert (response.status_code, response.context["form"].errors.keys()) == (422, {"reason_es"})
    assert "Only English" in response.content.decode()
    assert client.post(address(waiting), {"ready": "invented"}).context["form"].errors.keys() >= {"ready"}
    assert Post.objects.get(pk=waiting.pk).waits


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_ready_reason_is_sent_in_both_languages_whatever_the_moderator_reads(client, sign_in, waiting, language):
    sign_in("moderator")
    page = address(waiting) if language == "en" else f"/es/moderacion/forum-post/{waiting.pk}/"
    assert client.post(page, {"ready": "attack", "reason_en": "ignored"}).status_code == 302
    decision = Decision.objects.get()
    assert decision.reason_en.startswith("It attacks a person.")
    assert decision.reason_es.startswith("Ataca a una persona.")


def test_own_words_are_sent_as_written(client, sign_in, waiting):
    me = sign_in("moderator")
    client.post(address(waiting), OWN | {"ready": "own"})
    decision = Decision.objects.get()
    assert (decision.reason_en, decision.reason_es, decision.decided_by) == (*OWN.values(), me)


def test_a_reason_typed_while_the_session_ended_is_handed_back(client, sign_in, waiting):
    answer = client.post(address(waiting), {"ready": "own"} | OWN)
    assert answer.status_code == 403
    assert "You have been signed out" in answer.text
    assert OWN["reason_es"] in answer.text
    client.handler.enforce_csrf_checks = True
    sign_in("moderator")
    answer = client.post(address(waiting), {"ready": "own"} | OWN, HTTP_ORIGIN="http://testserver")
    assert "Your form has expired" in answer.text
    assert OWN["reason_es"] in answer.text
    assert not Decision.objects.exists()


def test_a_second_press_leads_to_what_was_decided(client, sign_in, waiting):
    sign_in("moderator")
    client.post(address(waiting), {"approve": "1"})
    for response in (client.post(address(waiting), {"ready": "attack"}), client.get(address(waiting))):
        assert response.url == Decision.objects.get().get_absolute_url()
    assert Post.objects.get(pk=waiting.pk).approved


@pytest.mark.parametrize("path", ["forum-post/0/", "unknown/1/", "forum-post/" + "9" * 30 + "/", "decisions/0/"])
def test_an_address_that_names_nothing_is_not_found(client, sign_in, path):
    sign_in("moderator")
    assert client.get(QUEUE + path).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("page", [QUEUE, LOG])
def test_the_lists_cost_the_same_however_long_they_are(client, sign_in, waiting, page):
    me = sign_in("moderator")

    def grow():
        for _ in range(15):
            post = PostFactory(topic=waiting.topic, approved=False)
            PostFactory(topic=waiting.topic, poster=post.poster)
            other = PostFactory(topic=waiting.topic, poster=post.poster, approved=False)
            deciding.approve(Desk(me).find("forum-post", other.pk), me)

    grow()
    assert_flat(lambda: client.get(page), grow)
