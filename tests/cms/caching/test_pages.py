"""What a visitor, a browser and a proxy get from the cache of pages, and who never gets anything from it."""

import gzip
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urlsplit

import brotli
import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.caching import addresses, entries, store, tables, versions
from cms.core.models import StandardPage
from forums.forum_conversation.models import Topic
from tests.factories.accounts import UserFactory
from tests.factories.forums import TopicFactory
from tests.factories.pages import (
    ContactPageFactory,
    ResourcePageFactory,
    SessionPageFactory,
    StandardPageFactory,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(page_cache):
    page = StandardPageFactory(title="Who we are")
    page_cache()
    return page


def rename(page, title, commit):
    page.title = title
    page.save_revision().publish()
    commit()


class TestStored:
    def test_the_second_visitor_gets_the_same_page_without_a_query(self, client, page, django_assert_num_queries):
        first = client.get(page.url)
        with django_assert_num_queries(0):
            second = client.get(page.url)
        assert (second.status_code, second.content, dict(second.headers)) == (200, first.content, dict(first.headers))

    def test_the_third_visitor_costs_one_look_at_the_cache(self, client, page, monkeypatch):
        first = [client.get(page.url) for _visit in range(2)][0]
        looks = []
        for name in ("pages", "versions"):
            for method in ("get", "get_many"):
                whole = getattr(caches[name], method)
                look = lambda keys, *rest, name=name, ask=whole: looks.append((name, keys)) or ask(keys, *rest)  # noqa: E731
                monkeypatch.setattr(caches[name], method, look)
        assert client.get(page.url).content == first.content
        assert looks[0] == ("versions", {versions.ANY})
        assert {keys for name, keys in looks[1:]} <= {versions.ANY}  # one cache gets many by getting each

    def test_a_held_page_is_given_up_for_what_another_process_has_made(self, client, page, page_cache, rf):
        [client.get(page.url) for _visit in range(2)]
        slot = addresses.address_of(rf.get(page.url)).slot
        held = store._held[slot][0]
        rename(page, "Renamed elsewhere", page_cache)
        client.get(page.url)
        assert store._held[slot][0] is held
        assert "Renamed elsewhere" in client.get(page.url).content.decode()
        assert store._held[slot][0] is not held

    def test_what_changed_is_seen_at_once(self, client, page, page_cache):
        client.get(page.url)
        rename(page, "Who we were", page_cache)
        assert "Who we were" in client.get(page.url).content.decode()

    @pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-forums-1.xml"])
    def test_the_sitemap_is_kept_until_it_says_something_else(self, client, page, page_cache, is_kept, address):
        client.get(address)
        assert is_kept(address)
        StandardPageFactory()
        TopicFactory()
        page_cache()
        assert not is_kept(address)

    def test_a_change_elsewhere_leaves_it_where_it_is(self, page, page_cache, is_kept):
        topic = TopicFactory()
        page_cache()
        is_kept(page.url), is_kept(topic.get_absolute_url())
        topic.subject = "Another"
        topic.save()
        page_cache()
        assert is_kept(page.url)
        assert not is_kept(topic.get_absolute_url())

    def test_neither_a_draft_nor_a_sign_in_unmakes_it(self, page, page_cache, is_kept):
        topic = TopicFactory()
        page_cache()
        for url in (page.url, topic.get_absolute_url()):
            is_kept(url)
        page.title = "Not yet"
        page.save_revision()
        Client().force_login(topic.poster)
        page_cache()
        assert is_kept(page.url)
        assert is_kept(topic.get_absolute_url())

    def test_what_is_rolled_back_unmakes_nothing(self, page, page_cache, is_kept):
        is_kept(page.url)
        with transaction.atomic():
            StandardPage.objects.update(title="Never")
            transaction.set_rollback(True)
        page_cache()
        assert is_kept(page.url)

    def test_a_change_after_a_rolled_back_one_is_seen(self, page, page_cache, is_kept):
        is_kept(page.url)
        with transaction.atomic():
            StandardPage.objects.update(title="Never")
            transaction.set_rollback(True)
        StandardPage.objects.update(title="Now")
        page_cache()
        assert not is_kept(page.url)

    def test_a_page_that_changes_while_it_is_made_is_not_kept(self, page, page_cache, is_kept, monkeypatch, rf):
        finish = entries.finish

        def somebody_publishes(request, response):
            monkeypatch.setattr(entries, "finish", finish)
            rename(page, "Meanwhile", page_cache)
            return finish(request, response)

        monkeypatch.setattr(entries, "finish", somebody_publishes)
        assert not is_kept(page.url)
        assert caches["pages"].get(addresses.address_of(rf.get(page.url)).slot) is None
        assert not is_kept(page.url)
        assert is_kept(page.url)

    def test_it_goes_at_the_moment_its_page_ends(self, client, page, page_cache, time_machine):
        time_machine.move_to("2026-10-05 12:00")
        page.expire_at = timezone.now() + timedelta(minutes=10)
        page.save_revision().publish()
        page_cache()
        time_machine.shift(599)
        assert (client.get(page.url).status_code, client.get(page.url).context) == (200, None)
        time_machine.shift(2)
        assert page.url not in client.get("/en/").content.decode()

    def test_it_goes_at_midnight_in_california(self, page, is_kept, time_machine):
        time_machine.move_to("2026-10-06 06:59:50+00:00")
        assert not is_kept(page.url)
        assert is_kept(page.url)
        time_machine.shift(10)
        assert not is_kept(page.url)

    def test_a_session_page_changes_when_it_begins(self, client, page_cache, is_kept, time_machine):
        time_machine.move_to("2026-10-05 12:00")
        session = SessionPageFactory(
            starts_at=timezone.now() + timedelta(minutes=2), ends_at=timezone.now() + timedelta(hours=1)
        )
        page_cache()
        assert not is_kept(session.url)
        time_machine.shift(119)
        assert is_kept(session.url)
        assert "How useful is it?" not in client.get(session.url).content.decode()
        time_machine.shift(2)
        assert "How useful is it?" in client.get(session.url).content.decode()


class TestAsking:
    def test_it_says_that_browsers_and_proxies_must_ask_again(self, client, page):
        for response in (client.get(page.url), client.get(page.url)):
            assert response["Cache-Control"] == "no-cache"
            assert response["Vary"] == "Accept-Encoding, Cookie"
            assert response["Content-Security-Policy"]

    def test_who_has_it_already_gets_304_until_it_changes(self, client, page, page_cache):
        tag = client.get(page.url)["ETag"]
        same = client.get(page.url, headers={"If-None-Match": tag})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
        assert same["Vary"] == "Accept-Encoding, Cookie"
        rename(page, "Who we were", page_cache)
        changed = client.get(page.url, headers={"If-None-Match": tag})
        assert changed.status_code == 200
        assert changed["ETag"] != tag

    def test_304_also_where_it_has_to_be_made(self, client, page, settings):
        settings.PAGE_CACHE = False
        tag = client.get(page.url)["ETag"]
        assert client.get(page.url, headers={"If-None-Match": tag}).status_code == 304

    def test_head_has_the_headers_and_no_body(self, client, page):
        whole = client.get(page.url)
        head = client.head(page.url)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
        assert head["Content-Length"] == str(len(whole.content))

    @pytest.mark.parametrize(
        ("accepted", "encoding", "read"),
        [
            ("gzip, deflate, br", "br", brotli.decompress),
            ("gzip", "gzip", gzip.decompress),
            ("", None, bytes),
        ],
    )
    def test_each_browser_gets_it_as_it_can_read_it(self, client, page, accepted, encoding, read):
        plain = client.get(page.url).content
        packed = client.get(page.url, headers={"Accept-Encoding": accepted})
        assert packed.get("Content-Encoding") == encoding
        assert read(packed.content) == plain
        assert packed["Content-Length"] == str(len(packed.content))

    def test_each_host_and_scheme_has_its_own(self, client, page_cache, settings):
        """A feed names the site whatever host it was asked of, by the scheme it was asked with."""
        settings.ALLOWED_HOSTS = ["testserver", "localhost"]
        url, site = "/en/forums/feeds/topics/", urlsplit(settings.BASE_URL).netloc
        ours = client.get(url).content.decode()
        other = client.get(url, headers={"Host": "localhost"}).content.decode()
        secure = client.get(url, secure=True).content.decode()
        assert f"http://{site}/en/" in ours
        assert f"https://{site}/en/" in secure
        assert ours == other != secure
        assert "testserver" not in ours

    def test_a_host_that_is_not_ours_gets_nothing(self, client, page):
        client.get(page.url)
        assert client.get(page.url, headers={"Host": "evil.example"}).status_code == 400


class TestBounds:
    def test_parameters_that_no_page_knows_make_no_page_of_their_own(self, client, page, is_kept):
        plain = client.get(page.url).content
        for query in ("?utm_source=x", "?fbclid=1&next=/", "?draft=1"):
            assert is_kept(page.url + query)
            assert client.get(page.url + query).content == plain

    def test_nor_do_empty_ones_or_another_order(self, client, page_cache, is_kept):
        url = ResourcePageFactory().get_parent().url
        page_cache()
        client.get(f"{url}?sort=title&type=guide")
        assert is_kept(f"{url}?type=guide&topic=&sort=title")

    @pytest.mark.parametrize("query", ["?page=1%27", "?topic=a+b", f"?topic={'a' * 61}", f"?{'x' * 500}"])
    def test_what_no_page_links_to_is_made_and_not_kept(self, client, page_cache, query, is_kept):
        url = ResourcePageFactory().get_parent().url
        page_cache()
        assert client.get(url + query).status_code == 200
        assert not is_kept(url + query)

    @pytest.fixture
    def places(self, page_cache, monkeypatch):
        """The keys under which pages are kept from now on."""
        seen, keep = set(), caches["pages"].set
        monkeypatch.setattr(addresses, "SLOTS", 3)
        monkeypatch.setattr(addresses, "FILTERED_SLOTS", 2)
        monkeypatch.setattr(caches["pages"], "set", lambda key, *args, **kw: seen.add(key) or keep(key, *args, **kw))
        return seen

    def test_filters_have_so_many_places_and_no_more(self, client, page_cache, places):
        url = ResourcePageFactory().get_parent().url
        page_cache()
        for number in range(2, 12):
            client.get(f"{url}?page={number}")
        assert len(places) == 2

    def test_made_up_words_in_an_address_fill_no_place(self, client, page_cache, places):
        url = TopicFactory(subject="Meetings").get_absolute_url()
        page_cache()
        for number in range(20):
            answer = client.get(url.replace("meetings", f"words-{number}"))
            assert (answer.status_code, answer["Location"]) == (301, url)
        assert {place for place in places if ":page:" in place} == set()

    def test_two_filters_in_one_place_are_not_taken_for_each_other(self, client, page_cache, monkeypatch):
        monkeypatch.setattr(addresses, "FILTERED_SLOTS", 1)
        url = ResourcePageFactory(title="Only a guide", resource_type="guide").get_parent().url
        page_cache()
        for _twice in range(2):
            assert "Only a guide" in client.get(f"{url}?type=guide").content.decode()
            assert "Only a guide" not in client.get(f"{url}?type=report").content.decode()

    def test_a_process_holds_so_many_pages_and_no_more(self, client, page_cache, is_kept, monkeypatch):
        monkeypatch.setattr(store, "MOST_HELD", 2)
        pages = [StandardPageFactory(title=f"Page {number}") for number in range(5)]
        page_cache()
        for page in pages * 2:
            assert page.title in client.get(page.url).content.decode()
            assert len(store._held) <= 2
        assert all(is_kept(page.url) for page in pages)

    def test_what_is_very_large_is_not_kept(self, page, is_kept, monkeypatch):
        monkeypatch.setattr(entries, "LARGEST", 1000)
        assert not is_kept(page.url)
        assert not is_kept(page.url)


class TestNever:
    def test_members_get_pages_of_their_own(self, client, page, page_cache):
        client.get(page.url)
        client.force_login(UserFactory(display_name="Ana Ruiz"))
        page_cache()
        own = client.get(page.url)
        assert "Ana Ruiz" in own.content.decode()
        assert own["Cache-Control"] == "private, no-store"
        assert "Ana Ruiz" not in Client().get(page.url).content.decode()

    @pytest.mark.parametrize("cookie", ["sessionid", "messages"])
    def test_nor_does_anybody_with_a_session_or_a_message(self, client, page, cookie):
        client.get(page.url)
        client.cookies[cookie] = "anything"
        assert client.get(page.url).context is not None

    def test_a_page_with_a_form_has_a_token_for_each_visitor(self, client, page_cache):
        page = ContactPageFactory()
        page_cache()
        tokens = set()
        for _visit in range(3):
            response = client.get(page.url)  # from the second on with the cookie of the first
            tokens.add(response.context["csrf_token"])
            assert not response.has_header("ETag")
        assert len(tokens) == 3

    def test_a_private_page_is_asked_for_each_time(self, client, page, page_cache):
        client.get(page.url)
        page.view_restrictions.create(restriction_type="login")
        page_cache()
        for _visit in range(2):
            assert client.get(page.url).status_code == 302

    def test_a_page_behind_a_password_shows_nothing_to_the_next(self, client, page, page_cache):
        page.view_restrictions.create(restriction_type="password", password="maple")
        page_cache()
        for _visit in range(2):
            response = Client().get(page.url)
            assert "csrfmiddlewaretoken" in response.content.decode()
            assert not response.has_header("ETag")

    def test_a_draft_translation_is_not_there(self, client, page, page_cache):
        spanish = translate(page, publish=False)
        page_cache()
        for _visit in range(2):
            assert client.get(spanish.url).status_code == 404

    def test_what_is_missing_is_not_kept(self, page, is_kept, client):
        for _visit in range(2):
            assert client.get(f"{page.url}nothing/").context is not None

    def test_a_page_that_shows_what_changes_all_the_time_is_not_kept(self, page, is_kept, monkeypatch, caplog):
        monkeypatch.setattr(tables, "is_seen", lambda table: table != "core_standardpage")
        tables.seen_tables.cache_clear()
        try:
            assert not is_kept(page.url)
            assert not is_kept(page.url)
        finally:
            tables.seen_tables.cache_clear()
        assert "core_standardpage" in caplog.text


class TestDown:
    @pytest.fixture
    def down(self, monkeypatch):
        def refuse(*args, **kwargs):
            raise ConnectionError("no cache")

        def break_now():
            for name in ("pages", "versions"):
                for method in ("get", "get_many", "set", "set_many", "add", "delete", "has_key"):
                    monkeypatch.setattr(caches[name], method, refuse)

        yield break_now
        versions.breaker.resting_until = 0
        versions._unsent.clear()

    def test_pages_are_simply_made(self, client, page, down):
        client.get(page.url)
        down()
        response = client.get(page.url)
        assert "Who we are" in response.content.decode()
        assert response.context is not None

    def test_what_changed_meanwhile_is_said_when_it_is_back(self, client, page, page_cache, down, monkeypatch):
        client.get(page.url)
        down()
        rename(page, "While it was down", page_cache)
        assert "While it was down" in client.get(page.url).content.decode()
        monkeypatch.undo()
        versions.breaker.resting_until = 0
        assert "While it was down" in client.get(page.url).content.decode()

    def test_a_change_is_told_even_while_nobody_asks(self, client, page, page_cache, down, monkeypatch):
        """Another process may well reach the cache: a worker that publishes has no visitor who would ask it again."""
        before = versions.any_change()
        with monkeypatch.context() as broken:
            broken.setattr(caches["pages"], "get", lambda *args: 1 / 0)
            assert store.find(addresses.Address(page.url, "slot")) is None
        assert store.versions_now({"a_table"}) is None
        rename(page, "Told at once", page_cache)
        assert caches["versions"].get(versions.ANY) != before

    def test_a_change_of_which_half_was_told_is_told_again(self, client, page, page_cache, down, monkeypatch):
        """Of files the disk may be full between two: then other processes still hold all for right."""
        [client.get(page.url) for _visit in range(2)]
        before, told = versions.any_change(), []

        def tell_half(data, **kwargs):
            told.append([*data])
            for name in [*data][:-1]:
                caches["versions"].set(name, data[name], **kwargs)
            raise OSError("disk full")

        with monkeypatch.context() as broken:
            broken.setattr(caches["versions"], "set_many", tell_half)
            rename(page, "Told by half", page_cache)
        assert [names[-1] for names in told] == [versions.ANY]
        assert caches["versions"].get(versions.ANY) == before
        versions.renew({"another_table"})
        assert caches["versions"].get(versions.ANY) != before
        assert versions._unsent == set()
        assert "Told by half" in client.get(page.url).content.decode()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_many_who_come_at_once_have_it_made_once(self, page_cache, monkeypatch):
        page, made = StandardPageFactory(title="Rush"), []
        serve, start, answers = StandardPage.serve, Barrier(6), []

        def counted(self, *args, **kwargs):
            made.append(self.pk)
            return serve(self, *args, **kwargs)

        def visit():
            start.wait()
            answers.append(Client().get(page.url).status_code)

        monkeypatch.setattr(StandardPage, "serve", counted)
        visitors = [Thread(target=visit) for _ in range(6)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
        assert (made, answers) == ([page.pk], [200] * 6)

    def test_who_takes_the_turn_when_it_has_just_been_made_does_not_make_it_again(self, page_cache, monkeypatch):
        page, made = StandardPageFactory(title="Rush"), []
        serve, take_turn = StandardPage.serve, store.take_turn

        def counted(self, *args, **kwargs):
            made.append(self.pk)
            return serve(self, *args, **kwargs)

        def taken(address):
            monkeypatch.setattr(store, "take_turn", take_turn)
            assert Client().get(page.url).status_code == 200
            return take_turn(address)

        monkeypatch.setattr(StandardPage, "serve", counted)
        monkeypatch.setattr(store, "take_turn", taken)
        assert Client().get(page.url).status_code == 200
        assert made == [page.pk]
        assert Client().get(page.url).status_code == 200
        assert made == [page.pk]

    def test_nobody_sees_a_page_that_became_private_at_that_moment(self, page_cache, monkeypatch):
        """SQLite commits a lone INSERT after it was executed: a visitor may come in between."""
        page, renew, visits = StandardPageFactory(title="Secret"), versions.renew, []

        def visit():
            visits.append(Client().get(page.url).status_code)
            connection.close()

        def somebody_comes(names):
            renew(names)
            if "wagtailcore_pageviewrestriction" in names and not visits:
                visitor = Thread(target=visit)
                visitor.start()
                visitor.join()

        monkeypatch.setattr(versions, "renew", somebody_comes)
        PageViewRestriction(page=page, restriction_type="login").save()
        assert len(visits) == 1
        assert Client().get(page.url).status_code == 302

    def test_who_waits_for_a_page_that_is_never_kept_waits_once(self, page_cache, monkeypatch):
        address = addresses.Address("http://testserver/en/", "slot")
        asked = []
        monkeypatch.setattr(store, "find", lambda address: asked.append(address))
        monkeypatch.setattr(store, "_whose_turn", lambda address: f"turn {len(asked)}")
        assert store.wait_for(address) is None
        assert len(asked) <= 2

    def test_nobody_waits_for_another_page_in_the_same_place(self, page_cache, monkeypatch):
        monkeypatch.setattr(addresses, "SLOTS", 1)
        one, other = (addresses.address_of(RequestFactory().get(url)) for url in ("/en/", "/es/"))
        assert one.slot == other.slot
        assert store.take_turn(one)
        assert store.take_turn(other)

    def test_a_turn_is_ended_by_who_has_it(self, page_cache):
        address = addresses.address_of(RequestFactory().get("/en/"))
        token = store.take_turn(address)
        store.end_turn(address, "somebody else's")
        assert store.take_turn(address) is None
        store.end_turn(address, token)
        assert store.take_turn(address)

    def test_who_waits_too_long_makes_it(self, client, page_cache, monkeypatch):
        page = StandardPageFactory()
        monkeypatch.setattr(store, "PATIENCE", 0.1)
        monkeypatch.setattr(store, "take_turn", lambda address: None)
        monkeypatch.setattr(store, "_whose_turn", lambda address: "somebody's")
        assert client.get(page.url).status_code == 200


def test_a_topic_that_is_hidden_is_gone_at_once(client, page_cache):
    topic = TopicFactory()
    page_cache()
    url = topic.get_absolute_url()
    client.get(url)
    Topic.objects.filter(pk=topic.pk).update(approved=False)
    page_cache()
    assert client.get(url).status_code == 404
