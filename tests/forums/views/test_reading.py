"""Reading: permanent links, pages, unread marks, what a person wrote, feeds, and addresses typed wrongly."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from forums.domain import posting
from forums.forum_conversation.models import Post as PostModel
from forums.forum_conversation.models import Topic
from forums.forum_tracking.models import TopicReadTrack
from forums.views import tracking
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory, forum

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_topic(public_forum):
    """45 posts, one of the early ones waiting."""
    topic, author = TopicFactory(forum=public_forum), UserFactory()
    posts = [PostModel(topic=topic, poster=author, subject="x", content=f"Number {n}") for n in range(2, 47)]
    posts[3].approved = False
    PostModel.objects.bulk_create(posts)
    topic.update_trackers()
    return topic


def test_a_permanent_link_opens_the_page_of_the_post(client, long_topic):
    posts = list(long_topic.posts.filter(approved=True))
    for index, page in ((0, 1), (19, 1), (20, 2), (44, 3)):
        response = client.get(posts[index].get_absolute_url())
        assert response.context["page_obj"].number == page
        assert f'id="post-{posts[index].pk}"' in response.content.decode()


def test_pages_can_be_turned_from_a_permanent_link(client, long_topic):
    address = long_topic.get_absolute_url()
    response = client.get(f"{address}?post={long_topic.first_post_id}&page=2")
    assert response.context["page_obj"].number == 2


WRONG = ["?post=0", "?post=x", "?post=²", "?post=-1"]
WRONG += ["?post=" + "9" * 5000, "?post=99999999999999999999", "?post=%00"]


@pytest.mark.parametrize(("number", "shown"), [("0", 3), ("99", 3), ("x", 1), ("9" * 5000, 1), ("-1", 3)])
def test_a_page_number_that_is_none_shows_the_closest_page(client, long_topic, number, shown):
    address = long_topic.get_absolute_url()
    assert client.get(address, {"page": number}).context["page_obj"].number == shown


@pytest.mark.parametrize("query", WRONG)
def test_a_query_that_leads_nowhere_is_not_found(client, public_forum, query):
    assert client.get(TopicFactory(forum=public_forum).get_absolute_url() + query).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "forum/x-99999999999999999999/",
        "forum/peer-learning-0/",
        "forum/x-1/topic/x-99999999999999999999/",
        "member/0/",
        "member/abc/",
        "member/99999999999999999999/posts/",
        "feeds/forum/x-0/topics/",
        "forum/peer-learning-" + "9" * 5000 + "/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(client, path):
    assert client.get(f"/en/forums/{path}").status_code == 404


# With other words and the same numbers -> the right address, of forum and topic by their numbers.
MOVED = {
    "en/forums/forum/x-{0}/": "en/forums/forum/peer-learning-{0}/",
    "en/forums/forum/peer-learning-00{0}/": "en/forums/forum/peer-learning-{0}/",
    "en/forums/forum/aprendizaje-entre-colegas-{0}/": "en/forums/forum/peer-learning-{0}/",
    "es/foros/foro/peer-learning-{0}/": "es/foros/foro/aprendizaje-entre-colegas-{0}/",
    "es/foros/foro/peer-learning-{0}/?page=2": "es/foros/foro/aprendizaje-entre-colegas-{0}/?page=2",
    "en/forums/forum/x-{0}/topic/y-{1}/": "en/forums/forum/peer-learning-{0}/topic/food-{1}/",
    "en/forums/forum/peer-learning-{0}/topic/y-{1}/": "en/forums/forum/peer-learning-{0}/topic/food-{1}/",
    "es/foros/foro/ñ-{0}/tema/food-{1}/": "es/foros/foro/aprendizaje-entre-colegas-{0}/tema/food-{1}/",
    "es/foros/foro/x-{0}/tema/y-{1}/?page=2&post=7": (
        "es/foros/foro/aprendizaje-entre-colegas-{0}/tema/food-{1}/?page=2&post=7"
    ),
    "en/forums/forum/x-{0}/topic/create/": "en/forums/forum/peer-learning-{0}/topic/create/",
    "es/foros/foro/x-{0}/tema/y-{1}/mensaje/nuevo/": (
        "es/foros/foro/aprendizaje-entre-colegas-{0}/tema/food-{1}/mensaje/nuevo/"
    ),
    "en/forums/moderation/topic/y-{1}/lock/": "en/forums/moderation/topic/food-{1}/lock/",
    "en/forums/feeds/forum/x-{0}/topics/": "en/forums/feeds/forum/peer-learning-{0}/topics/",
    "es/foros/canales/foro/x-{0}/temas/": "es/foros/canales/foro/aprendizaje-entre-colegas-{0}/temas/",
    "en/forums/member/00{2}/posts/?page=1": "en/forums/member/{2}/posts/?page=1",
}


@pytest.mark.parametrize(("address", "right"), MOVED.items())
def test_other_words_in_an_address_lead_to_the_right_one_and_it_stays(client, sign_in, public_forum, address, right):
    sign_in("moderator")
    topic = TopicFactory(forum=public_forum, subject="Food")
    numbers = public_forum.pk, topic.pk, topic.poster_id
    response = client.get(f"/{address}".format(*numbers))
    assert (response.status_code, response["Location"]) == (301, f"/{right}".format(*numbers))
    if "post=" not in right:
        assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("kind", ["anonymous", "member"])
def test_no_browser_keeps_for_good_where_other_words_led_to(client, sign_in, public_forum, kind):
    """The forum may get an earlier name back, and then the way would be a circle."""
    sign_in(kind)
    for name in ("Talk", "Peer learning"):
        old = public_forum.get_absolute_url()
        public_forum.name = name
        public_forum.save()
        response = client.get(old)
        assert response["Location"] == public_forum.get_absolute_url() != old
        assert response["Cache-Control"] in ("no-cache", "private, no-store")


def test_other_words_find_nothing_that_is_hidden(client, private_forum):
    topic = TopicFactory(forum=private_forum, subject="Secret")
    for address in (f"forum/x-{private_forum.pk}/", f"forum/x-{private_forum.pk}/topic/y-{topic.pk}/"):
        assert client.get(f"/en/forums/{address}").status_code == 404
    assert client.get(f"/en/forums/feeds/forum/x-{private_forum.pk}/topics/").status_code == 404
    assert client.get(f"/en/forums/moderation/topic/y-{topic.pk}/lock/").status_code == 404


def test_a_form_that_was_sent_to_other_words_is_taken(client, sign_in, public_forum):
    sign_in("member")
    topic = TopicFactory(forum=public_forum)
    address = f"/es/foros/foro/x-{public_forum.pk}/tema/y-{topic.pk}/mensaje/nuevo/"
    response = client.post(address, {"content": "Here", "language": "es"})
    assert response.status_code == 302
    assert topic.posts.get(content="Here").language == "es"


def test_readers_get_neither_session_nor_cookie(client, public_forum):
    topic = TopicFactory(forum=public_forum)
    addresses = ["/en/", "/en/search/", "/es/foros/", public_forum.get_absolute_url(), topic.get_absolute_url()]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
    assert not Session.objects.exists()


def test_new_topics_are_marked_until_they_are_read(client, sign_in, public_forum):
    sign_in("member")
    topic = TopicFactory(forum=public_forum)
    old = TopicFactory(forum=public_forum)
    Topic.objects.filter(pk=old.pk).update(last_post_on=timezone.now() - timedelta(days=30))
    assert client.get(public_forum.get_absolute_url()).context["unread_topics"] == {topic.pk}
    assert client.get("/en/forums/").context["unread_forums"] == {public_forum.pk}
    client.get(topic.get_absolute_url())
    assert client.get(public_forum.get_absolute_url()).context["unread_topics"] == set()
    PostFactory(topic=topic)
    assert [each.pk for each in client.get("/en/forums/unread/").context["topics"]] == [topic.pk]


def test_no_more_than_the_newest_are_listed_as_new_and_the_list_says_so(client, sign_in, public_forum, monkeypatch):
    sign_in("member")
    monkeypatch.setattr(tracking, "MOST_UNREAD", 3)
    topics = [TopicFactory(forum=public_forum) for _ in range(3)]
    said = "Older ones follow once you have read these"
    page = client.get("/en/forums/unread/")
    assert (page.context["paginator"].count, said in page.text) == (3, True)
    client.get(topics[1].get_absolute_url())
    page = client.get("/en/forums/unread/")
    assert [topic.pk for topic in page.context["topics"]] == [topics[2].pk, topics[0].pk]
    assert said not in page.text
    newest = [TopicFactory(forum=public_forum) for _ in range(2)]
    page = client.get("/es/foros/sin-leer/")
    assert {topic.pk for topic in page.context["topics"]} == {topics[2].pk, *(topic.pk for topic in newest)}
    assert "Los anteriores" in page.text


def test_the_lists_of_a_person_hold_nothing_hidden_and_nothing_twice(client, sign_in, public_forum, private_forum):
    """Waiting, rejected or private topics are neither followed nor new, however somebody came to follow them."""
    me = sign_in("member")
    shown = [TopicFactory(forum=public_forum), TopicFactory(forum=forum("families"))]
    hidden = [TopicFactory(forum=private_forum), TopicFactory(forum=public_forum, approved=False)]
    me.topic_subscriptions.set([*shown, *hidden])
    for address in ("following", "unread"):
        topics = client.get(f"/en/forums/{address}/").context["topics"]
        assert [topic.pk for topic in topics] == [shown[1].pk, shown[0].pk], address


def test_everything_can_be_marked_as_read_at_once(client, sign_in, public_forum):
    sign_in("member")
    for key in ("peer-learning", "families"):
        TopicFactory(forum=forum(key))
    client.get("/en/forums/read/")
    unread = client.get("/en/forums/unread/")
    assert len(unread.context["topics"]) == 2
    assert "Mark all as read" in unread.text
    client.post(f"/en/forums/read/{public_forum.pk}/")
    assert [topic.forum.key for topic in client.get("/en/forums/unread/").context["topics"]] == ["families"]
    client.post("/en/forums/read/")
    nothing = client.get("/en/forums/unread/")
    assert list(nothing.context["topics"]) == []
    assert "Mark all as read" not in nothing.text


def test_marking_a_forum_takes_the_place_of_the_marks_of_its_topics(client, sign_in, public_forum):
    me = sign_in("member")
    here, there = TopicFactory(forum=public_forum), TopicFactory(forum=forum("families"))
    for topic in (here, there):
        client.get(topic.get_absolute_url())
    client.post(f"/en/forums/read/{public_forum.pk}/")
    assert [mark.topic for mark in TopicReadTrack.objects.filter(user=me)] == [there]


def test_private_topics_are_new_only_to_those_who_may_read_them(client, sign_in, private_forum):
    for kind, expected in (("member", 0), ("community", 1)):
        sign_in(kind)
        TopicFactory(forum=private_forum)
        assert len(client.get("/en/forums/unread/").context["topics"]) == expected


def test_a_person_is_shown_by_what_the_reader_may_read(client, sign_in, public_forum, private_forum):
    author = UserFactory(display_name="Rosa", email="rosa@hidden.example")
    PostFactory(topic__forum=private_forum, poster=author, content="Among us")
    page = f"/en/forums/member/{author.pk}/"
    assert client.get(page).status_code == 404
    PostFactory(topic__forum=public_forum, poster=author, content="For all")
    for address in (page, f"{page}posts/"):
        text = client.get(address).content.decode()
        assert "For all" in text
        assert "Among us" not in text
        assert "hidden.example" not in text
        assert "gravatar" not in text
    assert client.get(page).context["posts_count"] == 1
    sign_in("community")
    assert "Among us" in client.get(page).content.decode()


@pytest.mark.parametrize(("written", "more"), [(5, False), (6, True)])
def test_a_person_has_a_link_to_all_messages_when_there_are_more(client, public_forum, written, more):
    author = UserFactory()
    PostFactory.create_batch(written, topic=TopicFactory(forum=public_forum), poster=author)
    page = client.get(f"/en/forums/member/{author.pk}/").text
    assert (f'href="/en/forums/member/{author.pk}/posts/"' in page) is more


def test_an_answer_in_a_topic_that_waits_again_is_not_on_the_page_of_its_author(client, public_forum):
    """The opening message went back to the moderators: nobody sees the topic, and its published answers with it."""
    author = UserFactory()
    topic = PostFactory(topic__forum=public_forum, poster=author, content="Answer below").topic
    PostFactory(topic__forum=public_forum, poster=author, content="Elsewhere")
    posting.edit(topic.first_post, topic.poster, content="Checked again", language="en", approved=False)
    for address in (f"/en/forums/member/{author.pk}/", f"/en/forums/member/{author.pk}/posts/"):
        page = client.get(address).content.decode()
        assert "Elsewhere" in page
        assert "Answer below" not in page


def test_somebody_who_wrote_nothing_has_no_page(client):
    silent = UserFactory()
    assert client.get(f"/en/forums/member/{silent.pk}/").status_code == 404
    client.force_login(silent)
    assert client.get(f"/en/forums/member/{silent.pk}/").status_code == 200


def test_the_feed_has_the_twenty_newest_public_topics(
    client, sign_in, public_forum, private_forum, django_assert_max_num_queries
):
    topics = [TopicFactory(forum=public_forum, subject=f"Public {n}") for n in range(25)]
    TopicFactory(forum=private_forum, subject="Secret")
    TopicFactory(forum=public_forum, subject="Waiting", approved=False)
    sign_in("moderator")
    feed = client.get("/en/forums/feeds/topics/").content.decode()
    shown = [n for n in range(25) if f"<title>Public {n}</title>" in feed]
    assert shown == list(range(5, 25))
    assert "Secret" not in feed
    assert "Waiting" not in feed
    assert topics[-1].get_absolute_url() in feed


def test_a_feed_of_one_forum_holds_only_its_topics(client, public_forum):
    TopicFactory(forum=public_forum, subject="Here")
    TopicFactory(forum=forum("families"), subject="There")
    feed = client.get(f"/es/foros/canales/foro/x-{public_forum.pk}/temas/", follow=True).content.decode()
    assert "<title>Here</title>" in feed
    assert "There" not in feed
    assert "Temas más recientes de Aprendizaje entre colegas" in feed
    assert 'xml:lang="es"' in feed


def test_the_forums_speak_spanish(client, sign_in, public_forum):
    sign_in("moderator")
    topic = TopicFactory(forum=public_forum)
    page = client.get("/es/foros/").content.decode()
    for words in ("Aprendizaje entre colegas", "Traiga una pregunta real", "Temas que sigue", "1 tema", "1 mensaje"):
        assert words in page
    page = client.get(f"/es/foros/foro/x-{public_forum.pk}/tema/x-{topic.pk}/", follow=True).content.decode()
    for words in ("Su respuesta", "Seguir", "Moderar este tema", "Editar"):
        assert words in page


def test_switching_the_language_stays_on_the_topic(client, public_forum):
    topic = TopicFactory(forum=public_forum)
    page = client.get(topic.get_absolute_url() + "?page=1").content.decode()
    spanish = f"/es/foros/foro/aprendizaje-entre-colegas-{public_forum.pk}/tema/{topic.slug}-{topic.pk}/?page=1"
    assert page.count(f'href="{spanish}"') == 2
    assert f'hreflang="es" href="http://localhost:8000{spanish}"' in page


@pytest.mark.parametrize("address", ["", "foro/x-{forum}/", "foro/x-{forum}/tema/x-{topic}/", "tema/{topic}/seguir/"])
def test_a_subject_in_the_other_language_says_so_wherever_it_is_read(client, sign_in, public_forum, address):
    sign_in("member")
    topic = TopicFactory(forum=public_forum, subject="What worked for you?")
    PostFactory(topic=topic)
    address = "/es/foros/" + address.format(forum=public_forum.pk, topic=topic.pk)
    page = client.get(address, follow=True).content.decode()
    body = page.partition("</head>")[2]
    named = re.findall(r'lang="en"[^<]*>\s*(?:<a [^>]*>)?\s*What worked for you\?', body)
    assert len(named) == body.count("What worked for you?") > 0


def test_each_entry_of_the_feed_names_its_own_language(client, public_forum):
    for language in ("en", "es"):
        topic = TopicFactory(forum=public_forum, language=language)
        PostFactory(topic=topic, language=language)
    feed = client.get("/es/foros/canales/temas/").content.decode()
    assert sorted(re.findall(r'<entry xml:lang="(\w+)"', feed)) == ["en", "es"]


def test_each_page_of_a_topic_holds_its_messages_numbered_and_in_order(client, long_topic):
    shown = []
    for page in (1, 2, 3):
        response = client.get(long_topic.get_absolute_url(), {"page": page})
        shown += [post.pk for post in response.context["posts"]]
        first = 20 * (page - 1) + 1
        numbers = re.findall(r"<span>#(\d+)</span>", response.content.decode())
        assert numbers == [str(number) for number in range(first, first + len(numbers))]
    assert shown == list(long_topic.posts.filter(approved=True).values_list("pk", flat=True))


def test_each_page_of_a_forum_holds_its_topics_in_order(client, public_forum):
    topics = [TopicFactory(forum=public_forum, subject=f"T{number}") for number in range(22)]
    TopicFactory(forum=public_forum, subject="Pinned", topic_type=Topic.TOPIC_STICKY)
    TopicFactory(forum=public_forum, approved=False)
    TopicFactory(forum=forum("families"))
    pages = [client.get(public_forum.get_absolute_url(), {"page": page}).context["topics"] for page in (1, 2)]
    assert [topic.subject for page in pages for topic in page] == ["Pinned", *(t.subject for t in topics[::-1])]
