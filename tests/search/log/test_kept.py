"""What is kept of searches: words, days and numbers, of nobody."""

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from search import noting
from search.domain import logging as search_log
from search.models import LoggedSearch, OpenedResult, SearchVisitor, SearchWeek
from search.visitors import monday_of
from tests.factories.accounts import UserFactory
from tests.search.log.conftest import BROWSER, TODAY

pytestmark = pytest.mark.django_db


def test_the_words_are_kept_in_small_letters_without_marks_and_what_was_excluded(visit, kept, entry):
    entry("School gardens")
    visit('"School gardens" -summit')
    visit("¿Papalotes de papel?", "es")
    assert kept() == [("papalotes de papel", "es", 1, 1), ("school gardens", "en", 1, 1)]
    found = LoggedSearch.objects.get(language="en")
    assert (found.found, found.found_near, found.in_vain) == (1, 0, 0)
    assert (LoggedSearch.objects.get(language="es").found, LoggedSearch.objects.get(language="es").in_vain) == (0, 1)


def test_a_visitor_counts_once_a_week_for_the_same_in_other_words_and_languages(visit, kept):
    asked = [("attendance", "en"), ("Attendances", "en"), ("attendance", "en"), ("asistencia", "es")]
    for words, language in asked:
        visit(words, language)
    visit("attendance", address="192.0.2.2")
    visit("attendance", agent="Mozilla/5.0 (iPhone)")
    rows = kept()
    assert sum(visitors for _words, _language, _searches, visitors in rows) == 3
    assert sum(searches for _words, _language, searches, _visitors in rows) == 6
    assert {words for words, *_rest in rows} == {"attendance", "attendances", "asistencia"}
    assert len(set(LoggedSearch.objects.values_list("key", flat=True))) == 1


def test_nothing_in_the_tables_tells_who_searched(visit, kept):
    """The same visitor asks for two things: the tokens have nothing in common, nor has that of another week."""
    visit("gardens")
    visit("grants")
    kept()
    first = set(SearchVisitor.objects.values_list("token", flat=True))
    assert len(first) == 2
    for row in (*SearchVisitor.objects.values(), *LoggedSearch.objects.values(), *SearchWeek.objects.values()):
        assert not {"192.0.2.1", BROWSER} & {str(value) for value in row.values()}
    later = TODAY + timedelta(days=70)
    search_log.write([search_log.Searched(("gardens", "en"), f"192.0.2.1 {BROWSER}")], later)
    assert SearchVisitor.objects.filter(week=monday_of(later), token__in=first).count() == 0
    assert LoggedSearch.objects.get(day=later).visitors == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"agent": ""},
        {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"agent": "Mozilla/5.0 HeadlessChrome/120.0"},
        {"agent": "curl/8.5"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_robots_what_is_loaded_ahead_and_who_asks_not_to_be_followed_are_not_kept(visit, kept, headers):
    assert visit("gardens", **headers).status_code == 200
    assert kept() == []


def test_a_link_of_another_site_may_lead_to_a_search(visit, kept):
    visit("gardens", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"})
    visit("gardens", **{"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"})
    assert kept() == [("gardens", "en", 2, 1)]


def test_a_name_is_none_of_the_sites_because_a_word_like_it_is(visit, kept, entry):
    entry("Maria Gonzales")
    assert visit("Maria Gonzalez").context["spelling"]["words"] == ["gonzales"]
    assert kept() == []
    visit("Maria Gonzales")
    assert [words for words, *_rest in kept()] == ["maria gonzales"]


@pytest.mark.parametrize("params", [{"page": "2"}, {"kind": "resource"}, {"sort": "date"}])
def test_another_page_choice_or_order_is_no_other_search(search_log_on, kept, params):
    client = Client(headers={"User-Agent": BROWSER})
    client.get("/en/search/", {"q": "gardens"} | params)
    client.head("/en/search/", {"q": "gardens"})
    client.get("/en/search/", {"q": ""})
    assert kept() == []


def test_the_name_of_a_person_who_has_an_account_is_not_kept(visit, kept):
    UserFactory(display_name="Rosa Luna")
    UserFactory(display_name="Ángel Núñez")
    for words in ("rosa luna", "rosa", "angel nunez", "correo de ángel núñez", "núñez", "luna rosa"):
        visit(words)
    assert [words for words, *_rest in kept()] == ["luna rosa", "núñez", "rosa"]


def test_a_setting_keeps_nothing(visit, kept, settings, entry):
    entry("Gardens")
    settings.SEARCH_LOG_DAYS = 0
    assert "ping=" not in visit("gardens").text
    assert kept() == []


def test_no_request_writes_and_what_cannot_be_written_is_lost_with_a_word(visit, monkeypatch, caplog):
    visit("gardens")
    assert not LoggedSearch.objects.exists()
    monkeypatch.setattr(noting.waiting, "_write", Mock(side_effect=DatabaseError))
    noting.waiting.write()
    assert "What was searched for in the last seconds is not kept." in caplog.text
    assert not noting.waiting._noted


def test_a_flood_is_cut(visit, kept, monkeypatch):
    monkeypatch.setattr(search_log, "MOST_A_DAY", 2)
    for words in ("red kites", "blue kites", "green kites", "red kites"):
        visit(words)
    assert [row[0] for row in kept()] == ["blue kites", "red kites"]
    monkeypatch.setattr(noting, "MOST", 1)
    visit("red kites")
    visit("blue kites")
    assert sum(row[2] for row in kept()) == 4


def test_a_search_waits_for_its_clock_and_then_for_the_next(search_log_on, monkeypatch):
    written, clocks = [], []
    monkeypatch.setattr("search.noting.Timer", lambda seconds, ring: clocks.append(Mock(ring=ring)) or clocks[-1])
    monkeypatch.setattr("search.noting.connections", Mock())
    waiting = noting.Waiting(written.append)
    waiting.add("first")
    waiting.add("second")
    assert (len(clocks), written) == (1, [])
    clocks[0].ring()
    waiting.add("third")
    assert (len(clocks), written) == (2, [["first", "second"]])


# --- What was opened


def pings(page):
    """By title, where a result leads and what the browser tells then."""
    links = BeautifulSoup(page.content, "html.parser").select("h3 a[ping]")
    return {link.get_text(): (link["href"], link["ping"]) for link in links}


def test_a_result_leads_straight_to_its_page_and_tells_that_it_was_opened(visit, kept, entry):
    first, second = (entry(title, url=f"/en/{number}/") for number, title in enumerate(["Gardens", "More gardens"]))
    links = pings(visit("gardens"))
    assert {title: href for title, (href, _ping) in links.items()} == {"Gardens": "/en/0/", "More gardens": "/en/1/"}
    reader = Client(headers={"User-Agent": BROWSER})
    for _ in range(2):
        assert reader.post(links["More gardens"][1], "PING", content_type="text/ping").status_code == 204
    kept()
    opened = OpenedResult.objects.values_list("search__words", "kind", "object_id", "position", "times")
    assert list(opened) == [("gardens", "resource", second.object_id, 2, 2)]
    assert LoggedSearch.objects.get().opened == 2
    assert first.object_id != second.object_id


def test_only_results_of_this_site_can_have_been_opened(visit, kept, entry):
    found = entry("Gardens")
    address = pings(visit("gardens"))["Gardens"][1]
    reader = Client(headers={"User-Agent": BROWSER})
    wrong = [
        address.replace("gardens", "somebody"),
        address.replace(f"id={found.pk}", "id=99999"),
        address.replace("at=1", "at=0"),
        address.replace("at=1", "at=99999999"),
        address.replace(f"id={found.pk}", "id=x"),
        "/en/search/opened/",
        "/en/search/opened/?q=gardens&id=1&at=1",
    ]
    for each in wrong:
        assert reader.post(each).status_code == 204
    Client(headers={"User-Agent": "curl/8"}).post(address)
    assert reader.get(address).status_code == 405
    kept()
    assert not OpenedResult.objects.exists()
    assert LoggedSearch.objects.get().opened == 0


def test_an_address_that_is_sent_again_and_again_counts_for_little(visit, kept, entry, settings):
    entry("Gardens")
    address = pings(visit("gardens"))["Gardens"][1]
    reader = Client(headers={"User-Agent": BROWSER})
    reader.post(address, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"})
    assert kept() and not OpenedResult.objects.exists()
    for position in range(1, search_log.MOST_OPENED + 5):
        reader.post(address.replace("at=1", f"at={position}"), headers={"Sec-Fetch-Site": "same-origin"})
    kept()
    assert LoggedSearch.objects.get().opened == OpenedResult.objects.count() == search_log.MOST_OPENED
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"search_opened": "1/m/ip"}
    visit("gardens")
    for _ in range(3):
        assert reader.post(address).status_code == 204
    kept()
    assert LoggedSearch.objects.get().opened <= search_log.MOST_OPENED + 1


def test_an_address_is_good_for_a_day_and_while_something_is_kept(visit, kept, entry, settings):
    entry("Gardens")
    address = pings(visit("gardens"))["Gardens"][1]
    kept()
    reader = Client(headers={"User-Agent": BROWSER})
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        reader.post(address)
    settings.SEARCH_LOG_DAYS = 0
    reader.post(address)
    kept()
    assert LoggedSearch.objects.get().opened == 0


def test_no_address_is_made_of_what_is_not_to_be_kept(visit, entry):
    entry("Gardens zoe@example.org")
    assert "ping=" not in visit("gardens zoe@example.org").text


# --- Until when


def test_with_the_week_goes_what_told_its_visitors_apart(log):
    log("gardens", visitors=3)
    search_log.forget_old(TODAY + timedelta(days=2))  # Sunday
    assert SearchVisitor.objects.count() == 3
    search_log.forget_old(TODAY + timedelta(days=3))
    assert not SearchVisitor.objects.exists()
    assert not SearchWeek.objects.exists()
    assert LoggedSearch.objects.get().visitors == 3


def test_old_days_go_and_what_only_one_visitor_asked_for_goes_sooner(log, settings):
    long_ago = TODAY - timedelta(days=settings.SEARCH_LOG_DAYS)
    log("too old", day=long_ago - timedelta(days=1), visitors=9)
    log("just in time", day=long_ago, visitors=2)
    log("by one", day=TODAY - timedelta(days=29))
    log("by one lately", day=TODAY - timedelta(days=28))
    log("asistencia", "es", day=TODAY - timedelta(days=50))
    log("attendance", "en", day=TODAY - timedelta(days=10))
    search_log.forget_old(TODAY)
    assert set(LoggedSearch.objects.values_list("words", flat=True)) == {
        "just in time",
        "by one lately",
        "asistencia",
        "attendance",
    }


def test_the_week_begins_on_monday():
    assert {monday_of(date(2026, 11, day)) for day in range(23, 30)} == {date(2026, 11, 23)}
