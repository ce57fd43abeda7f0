"""Writing a topic or a reply: what is asked, kept, shown before sending, and said in which language."""

import pytest

from forums.forum_conversation.models import Post, Topic
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory

from ..addresses import new_topic, of_post, of_topic, reply

pytestmark = pytest.mark.django_db


def test_a_topic_is_started_and_followed_by_its_author(client, sign_in, public_forum):
    me = sign_in("member")
    words = {"subject": "Transporte", "content": "¿Quién **paga** el autobús?", "language": "es"}
    response = client.post(new_topic(public_forum), words)
    topic = Topic.objects.get()
    assert response.url == topic.first_post.get_absolute_url()
    assert (topic.subject, topic.language, topic.poster, topic.approved) == ("Transporte", "es", me, True)
    assert topic.first_post.content.rendered == "<p>¿Quién <strong>paga</strong> el autobús?</p>"
    assert list(topic.subscribers.all()) == [me]


def test_a_reply_in_the_other_language_says_so(client, sign_in, public_forum):
    topic = TopicFactory(forum=public_forum, language="en")
    sign_in("member")
    client.post(reply(topic), {"content": "Claro que sí.", "language": "es"})
    page = client.get(topic.get_absolute_url()).content.decode()
    assert '<div class="prose" lang="es"><p>Claro que sí.</p></div>' in page
    assert Topic.objects.get().language == "en"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_language_of_the_page_is_proposed(client, sign_in, public_forum, language):
    sign_in("member")
    address = {"en": new_topic(public_forum), "es": f"/es/foros/foro/x-{public_forum.pk}/tema/nuevo/"}
    assert client.get(address[language]).context["form"]["language"].value() == language


def test_a_preview_shows_the_text_and_sends_nothing(client, sign_in, public_forum):
    topic = TopicFactory(forum=public_forum)
    sign_in("member")
    response = client.post(reply(topic), {"content": "*Soon* <b>x</b>", "language": "en", "preview": "1"})
    assert response.context["preview"] == "<p><em>Soon</em> &lt;b&gt;x&lt;/b&gt;</p>"
    assert "*Soon* &lt;b&gt;x&lt;/b&gt;</textarea>" in response.content.decode()
    assert topic.posts.count() == 1


WRONG = {
    "no content": ({"content": ""}, {"content"}),
    "only spaces": ({"content": " \n "}, {"content"}),
    "too long": ({"content": "x" * 20_001}, {"content"}),
    "a NUL": ({"content": "a\x00b"}, {"content"}),
    "no subject": ({"subject": ""}, {"subject"}),
    "long subject": ({"subject": "x" * 256}, {"subject"}),
    "no language": ({"language": ""}, {"language"}),
    "strange language": ({"language": "tlh"}, {"language"}),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_kept(client, sign_in, public_forum, name):
    change, fields = WRONG[name]
    sign_in("member")
    words = {"subject": "A subject to keep", "content": "Words to keep", "language": "en"}
    response = client.post(new_topic(public_forum), words | change)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == fields
    kept = [words[field] for field in ("subject", "content") if field not in fields]
    assert all(text in response.content.decode() for text in kept)
    assert not Topic.objects.exists()


def test_a_subject_of_signs_and_of_other_letters_has_an_address(client, sign_in, public_forum):
    sign_in("member")
    for subject, slug in {"¿¿??": "topic", "學校 & ¿inglés / ¡ya!": "ingles-ya", "../../etc": "etc"}.items():
        response = client.post(
            new_topic(public_forum), {"subject": subject, "content": "x", "language": "en"}, follow=True
        )
        assert response.status_code == 200
        assert (response.context["topic"].subject, response.context["topic"].slug) == (subject, slug)


def test_a_changed_subject_keeps_the_address(client, sign_in, public_forum):
    me = sign_in("member")
    topic = TopicFactory(forum=public_forum, poster=me, subject="Before")
    address = topic.get_absolute_url()
    client.post(of_topic("topic_update", topic), {"subject": "After", "content": "x", "language": "es"})
    topic.refresh_from_db()
    assert (topic.subject, topic.language, topic.get_absolute_url()) == ("After", "es", address)


def test_the_words_of_a_former_member_can_still_be_edited_by_moderators(client, sign_in, public_forum):
    author = UserFactory()
    post = PostFactory(topic__forum=public_forum, poster=author)
    author.delete()
    sign_in("moderator")
    client.post(of_post("post_update", post), {"content": "Without the telephone number", "language": "en"})
    assert Post.objects.get(pk=post.pk).content.raw == "Without the telephone number"


def test_erasing_a_person_keeps_the_conversation(client, public_forum):
    author = UserFactory(display_name="Ana Erased")
    answer = PostFactory(topic__forum=public_forum, topic__poster=author)
    PostFactory(topic=answer.topic, poster=author)
    author.delete()
    page = client.get(answer.topic.get_absolute_url()).content.decode()
    assert answer.topic.posts.count() == 3
    assert "Ana Erased" not in page
    assert page.count("Former member") == 2


def test_what_was_written_while_the_session_ended_is_there_after_signing_in(client, sign_in, public_forum):
    words = {"subject": "Transporte", "content": "¿Quién paga el autobús?", "language": "es"}
    address = new_topic(public_forum)
    response = client.post(address, words)
    assert response.url == f"/en/accounts/login/?next={address}"
    sign_in("member")
    assert client.get(reply(TopicFactory(forum=public_forum))).context["form"].initial == {}
    assert client.get(address).context["form"].initial == words
    assert client.get(address).context["form"].initial == {}
    assert Topic.objects.filter(subject="Transporte").count() == 0
