"""Writing a topic or a reply: what is asked, kept, shown before sending, and said in which language."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cms.intake import drafts, tasks
from cms.intake.models import Draft
from forums.forum_conversation.models import Post, Topic
from forums.views import writing
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory

from ..addresses import new_topic, of_post, of_topic, reply

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Transporte", "content": "¿Quién paga el autobús?", "language": "es"}


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


@pytest.mark.parametrize(("approved", "said"), [(True, "Your message is published"), (False, "A moderator reads")])
def test_whoever_replies_is_told_below_the_reply(client, sign_in, public_forum, monkeypatch, approved, said):
    monkeypatch.setattr(writing.WriteView, "approved", approved)
    topic = TopicFactory(forum=public_forum)
    sign_in("member")
    page = BeautifulSoup(client.post(reply(topic), WORDS, follow=True).content, "html.parser")
    (told,) = page.select("[role=status]")
    assert said in told.text
    assert told.find_previous("article")["id"] == f"post-{topic.posts.latest('pk').pk}"
    assert told.find_next("h2").text == "Your reply"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_language_of_the_page_is_proposed(client, sign_in, public_forum, language):
    sign_in("member")
    address = {"en": new_topic(public_forum), "es": f"/es/foros/foro/x-{public_forum.pk}/tema/nuevo/"}
    assert client.get(address[language], follow=True).context["form"]["language"].value() == language


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
    "only signs nobody sees": ({"content": "\u202e\u200b\ufffe"}, {"content"}),
    "a subject nobody sees": ({"subject": "\u202e\u2066"}, {"subject"}),
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
    assert response.status_code == 422
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


def came_back(client, response):
    """The page that a person comes back to after signing in."""
    [address] = parse_qs(urlsplit(response.url).query)["next"]
    return client.get(address)


def test_what_was_written_while_the_session_ended_is_there_after_signing_in(client, sign_in, public_forum):
    address = new_topic(public_forum)
    response = client.post(address, WORDS)
    assert response.url.startswith(f"/en/accounts/login/?next={address}")
    assert "what you wrote is in the form again" in client.get(response.url).content.decode()
    sign_in("member")
    assert client.get(address).context["form"].initial == {}
    assert came_back(client, response).context["form"].initial == WORDS
    assert came_back(client, response).context["form"].initial == {}
    assert not Topic.objects.exists()
    assert not Draft.objects.exists()


def test_the_next_person_on_a_browser_sees_nothing_of_what_was_written(client, sign_in, public_forum):
    client.post(new_topic(public_forum), WORDS)
    assert not Session.objects.exists()
    sign_in("member")
    assert "autobús" not in client.get(new_topic(public_forum)).content.decode()


def test_what_was_written_hours_ago_is_forgotten(client, sign_in, public_forum, time_machine):
    response = client.post(new_topic(public_forum), WORDS)
    sign_in("member")
    time_machine.move_to(timezone.now() + timedelta(hours=4))
    assert came_back(client, response).context["form"].initial == {}
    tasks.forget_drafts()
    assert not Draft.objects.exists()


def test_visitors_cannot_fill_the_database(client, public_forum, private_forum, monkeypatch, settings):
    """Nothing is kept for what they may not see or what does not exist, and never more than so much."""
    topic = TopicFactory(forum=private_forum)
    for address in (new_topic(private_forum), reply(topic), new_topic(public_forum).replace("-", "-9")):
        assert client.post(address, WORDS).status_code == 404
    client.post(new_topic(public_forum), WORDS | {"content": ""})
    assert not Draft.objects.exists()
    monkeypatch.setattr(drafts, "MOST", 3)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"draft": "5/h/ip"}
    for number in range(7):
        response = client.post(new_topic(public_forum), WORDS | {"subject": f"No. {number}", "content": "x" * 50_000})
        assert response.status_code == 302
    kept = Draft.objects.order_by("pk").values_list("subject", flat=True)
    assert list(kept) == ["No. 2", "No. 3", "No. 4"]
    assert len(Draft.objects.first().content) == 20_000
    assert not Session.objects.exists()


def test_a_message_kept_for_a_visitor_holds_nothing_a_database_refuses(client, public_forum):
    client.post(new_topic(public_forum), WORDS | {"content": "a\x00b", "language": "tlh", "subject": "x" * 300})
    draft = Draft.objects.get()
    assert (draft.content, draft.language, len(draft.subject)) == ("ab", "", 255)


@pytest.mark.parametrize("subject", ["Transporte", "Otra vez"])
def test_a_form_sent_twice_makes_one_topic(client, sign_in, public_forum, subject):
    """By a second press, or by going back: unless something else was written meanwhile."""
    sign_in("member")
    key = client.get(new_topic(public_forum)).context["form"].form_key
    first = client.post(new_topic(public_forum), WORDS | {"form_key": key})
    again = client.post(new_topic(public_forum), WORDS | {"form_key": key, "subject": subject})
    same = subject == WORDS["subject"]
    assert (first.url == again.url) is same
    assert Topic.objects.count() == (1 if same else 2)


def test_a_reply_sent_twice_is_one_reply(client, sign_in, public_forum):
    topic = TopicFactory(forum=public_forum)
    sign_in("member")
    form = client.get(topic.get_absolute_url()).context["reply_form"]
    words = {"content": "Me too", "language": "en", "form_key": form.form_key}
    client.post(reply(topic), words | {"preview": "1"})
    first, again = client.post(reply(topic), words), client.post(reply(topic), words)
    assert first.url == again.url
    assert topic.posts.count() == 2


def test_a_second_press_is_led_to_the_first_even_at_the_limit(client, sign_in, public_forum, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"forum_topic": "1/h/user"}
    sign_in("member")
    words = WORDS | {"form_key": client.get(new_topic(public_forum)).context["form"].form_key}
    first, again = client.post(new_topic(public_forum), words), client.post(new_topic(public_forum), words)
    assert (again.status_code, again.url) == (302, first.url)


def test_the_forms_carry_the_key_that_makes_them_one(client, sign_in, public_forum):
    topic = TopicFactory(forum=public_forum)
    sign_in("member")
    for address in (topic.get_absolute_url(), reply(topic), new_topic(public_forum)):
        assert 'name="form_key"' in client.get(address).content.decode(), address


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_writes_without_end(client, sign_in, public_forum, settings, language):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"forum_topic": "2/h/user", "forum_post": "1/h/user"}
    topic = TopicFactory(forum=public_forum)
    sign_in("member")
    start, answer = new_topic(public_forum), reply(topic)
    if language == "es":
        start = f"/es/foros/foro/x-{public_forum.pk}/tema/nuevo/"
        answer = f"/es/foros/foro/x-{public_forum.pk}/tema/x-{topic.pk}/mensaje/nuevo/"
    statuses = [client.post(start, WORDS | {"subject": f"No. {number}"}).status_code for number in range(3)]
    assert statuses == [302, 302, 429]
    assert client.post(answer, WORDS).status_code == 302
    response = client.post(answer, WORDS)
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert {"en": "Please try again in an hour.", "es": "una hora"}[language] in page
    assert WORDS["content"] in page
    sign_in("member")
    assert client.post(answer, WORDS).status_code == 302


def test_a_preview_or_a_mistake_does_not_count_against_the_limit(client, sign_in, public_forum, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"forum_topic": "1/h/user"}
    sign_in("member")
    client.post(new_topic(public_forum), WORDS | {"preview": "1"})
    client.post(new_topic(public_forum), WORDS | {"content": ""})
    assert client.post(new_topic(public_forum), WORDS).status_code == 302


def test_an_expired_form_is_shown_again_with_its_text(public_forum):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = client.post(new_topic(public_forum), WORDS)
    assert response.status_code == 403
    assert WORDS["content"] in response.content.decode()
    assert not Topic.objects.exists()


@pytest.mark.parametrize("sign", ["\x08", "\x0b", "\ufffe", "\uffff", "\ud800", "\x00"])
def test_no_sign_breaks_the_feeds(client, sign_in, public_forum, sign):
    sign_in("member")
    words = {"subject": f"Sub{sign}ject", "content": f"Con{sign}tent", "language": "en"}
    client.post(new_topic(public_forum), urlencode(words, errors="surrogatepass"), "application/x-www-form-urlencoded")
    feed = client.get("/en/forums/feeds/topics/")
    assert feed.status_code == 200
    [title] = ElementTree.fromstring(feed.content).findall("{*}entry/{*}title")
    assert "ject" in title.text


def test_authors_see_their_own_words_while_they_wait(client, sign_in, read_first):
    topic, stranger = TopicFactory(forum=read_first), UserFactory()
    me = sign_in("member")
    response = client.post(reply(topic), WORDS, follow=True)
    page = response.content.decode()
    assert "autobús" in page
    assert "Waits for a moderator" in page
    assert f'id="post-{Post.objects.get(poster=me).pk}"' in page
    client.force_login(stranger)
    assert "autobús" not in client.get(topic.get_absolute_url()).content.decode()
    client.logout()
    assert "autobús" not in client.get(topic.get_absolute_url()).content.decode()


def test_authors_see_their_own_topic_while_it_waits_and_can_do_nothing_else_there(client, sign_in, read_first):
    me = sign_in("member")
    response = client.post(new_topic(read_first), WORDS, follow=True)
    page = response.content.decode()
    assert "autobús" in page
    assert "Until then only you see it." in page
    assert "Your reply" not in page
    assert "subscribe/" not in page
    topic = Topic.objects.get(poster=me)
    assert client.post(reply(topic), WORDS).status_code == 404
    sign_in("member")
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_own_words_that_wait_stand_on_the_last_page(client, sign_in, read_first):
    topic = TopicFactory(forum=read_first)
    for number in range(20):
        PostFactory(topic=topic, content=f"Number {number}")
    sign_in("member")
    response = client.post(reply(topic), WORDS, follow=True)
    assert response.context["page_obj"].number == 2
    assert "autobús" in response.content.decode()
    assert "autobús" not in client.get(topic.get_absolute_url()).content.decode()


@pytest.mark.parametrize("token", ["%00", "a%00b", "%ED%A0%80", "a" * 500])
def test_an_address_with_a_draft_that_cannot_be_shows_the_empty_form(client, sign_in, public_forum, token):
    sign_in("member")
    response = client.get(f"{new_topic(public_forum)}?draft={token}")
    assert response.status_code == 200
    assert not response.context["form"]["content"].value()


def test_the_same_words_of_another_person_on_the_same_device_are_a_message_of_their_own(client, sign_in, public_forum):
    topic, other_topic = TopicFactory(forum=public_forum), TopicFactory(forum=public_forum)
    sign_in("member")
    key = client.get(reply(topic)).context["form"].form_key
    words = {"content": "Thank you!", "language": "en", "form_key": key}
    places = [client.post(reply(topic), words).url, client.post(reply(topic), words).url]
    assert places[0] == places[1]
    places.append(client.post(reply(other_topic), words).url)
    sign_in("member")
    places.append(client.post(reply(topic), words).url)
    assert len(set(places)) == 3
    assert Post.objects.filter(content__contains="Thank you!").count() == 3


def test_what_was_said_before_stands_above_a_reply_in_sound_markup(client, sign_in, public_forum):
    post = PostFactory(topic__forum=public_forum, content="Said *before*")
    sign_in("member")
    page = client.get(reply(post.topic)).content.decode()
    assert f'<p class="post__name">{post.poster}</p>' in re.sub(r"\s*(<[^>]*>)\s*", r"\1", page)
    assert "<p>Said <em>before</em></p>" in page
