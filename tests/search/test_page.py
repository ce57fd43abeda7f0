"""The search page: whatever is typed gets an answer."""

import re

import pytest

from cms.searchable import sources
from feedback.domain import ratings
from feedback.enums import Status
from search.backends import base, get_engine
from search.backends.base import Hit, SearchResults
from search.domain import describing
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.forums import PostFactory
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import TopicFactory
from tests.markup import squeeze
from tests.plugins.tasks import run_waiting
from tests.queries import assert_flat
from tests.search.conftest import store

STRANGE = [
    "",
    " ",
    '"',
    '"""',
    'an "unbalanced',
    "'; DROP TABLE search_searchentry; --",
    "' OR 1=1",
    "title:x OR body:*",
    "NEAR(a b, 3) AND NOT ^x*",
    "a AND (b OR",
    "+a -b ~c {d} [e] /f/ \\g !h &i |j :k *",
    "🎉",
    "👩‍👩‍👧 familia",
    "\x00",
    "fami\x00lia",
    "\u202e\u0000\ufeff",
    "ﬁnance ½ ℡ ǆ",
    "家族 عائلة семья",
    "%s %(x)s {} {0}",
    "<script>alert(1)</script>",
    "-",
    "-a",
    "- - -",
    '-""',
    "the",
    "a" * 10_000,
    "familia " * 1250,
    '"' * 10_000,
    "-" * 10_000,
    "é" * 5_000,
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("typed", STRANGE, ids=lambda typed: ascii(typed[:20]))
def test_any_input_gets_an_answer(entry, ask, typed, language):
    entry("Familia", language)
    assert ask(typed, language).status_code == 200


@pytest.mark.parametrize("page", ["abc", "0", "-1", "99999999999999999999", "1.5", "\x00", ""])
def test_any_page_number_gets_a_page(entry, titles, page):
    entry("Familia")
    assert titles("familia", page=page) == ["Familia"]


@pytest.mark.parametrize("kind", ["nonsense", "'", "\x00", ""])
def test_an_unknown_kind_means_all_kinds(entry, titles, kind):
    entry("Familia")
    assert titles("familia", kind=kind) == ["Familia"]


def test_a_zero_byte_or_emoji_does_not_stand_between_words(entry, titles):
    entry("Familia")
    assert titles("🎉 familia\x00") == ["Familia"]


def test_a_long_question_is_cut_with_a_message(entry, ask):
    entry("Familia")
    page = ask("familia " * 1250)
    assert "Your question was long: only its beginning was used." in page.text
    assert len(page.text) < 60_000
    assert [result.entry.title for result in page.context["results"]] == ["Familia"]


def test_nothing_typed_offers_topics_and_explains_how_to_search(ask):
    for slug, number in (("health", 1), ("food", 2), ("unused", 0)):
        topic = TopicFactory(slug=slug, name=slug.title())
        for _ in range(number):
            ResourcePageFactory(topics=[topic])
    ResourcePageFactory(draft=True, topics=[topic])
    page = ask("")
    assert "How to search" in page.text
    assert "Nothing found" not in page.text
    assert [(topic["label"], topic["count"], topic["href"]) for topic in page.context["topics"]] == [
        ("Food", 2, "/en/resources/?topic=food"),
        ("Health", 1, "/en/resources/?topic=health"),
    ]


def test_nothing_found_says_for_what(entry, ask):
    entry("Familia")
    assert "Nothing found for “zeppelin &lt;b&gt;”" in ask("zeppelin <b>").text


def test_nothing_found_offers_to_ask_for_it(ask):
    assert 'href="/en/suggest/?searched=hot%20air%20%26%20balloons"' in ask("hot air & balloons").text
    assert 'href="/es/sugerir/?searched=globo"' in ask("globo", "es").text


def test_found_words_are_marked_and_everything_else_is_escaped(entry, ask):
    entry("Niños <script>alert(1)</script>", "es", summary='<img src=x onerror="alert(2)"> para niños')
    page = ask("ninos", "es").text
    assert "<mark>Niños</mark> &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;img src=x onerror=&quot;alert(2)&quot;&gt; para <mark>niños</mark>" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_page_is_not_for_other_search_engines(ask):
    page = ask("familia")
    assert '<meta name="robots" content="noindex">' in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_twenty_on_a_page_and_links_that_keep_the_question(entry, ask, titles):
    for number in range(45):
        entry(f"Plan {number}")
    assert [len(titles("plan", page=page)) for page in (1, 2, 3)] == [20, 20, 5]
    assert 'href="?q=plan&amp;page=2"' in ask("plan").text


def test_what_is_chosen_stands_above_the_results_with_the_way_out(entry, ask):
    entry("Plan", facets={"year": ["2025"], "type": ["guide"]})
    page = ask("plan", year="2025", type="guide", sort="date")
    assert [(each["label"], each["href"]) for each in page.context["taken"]] == [
        ("Guide", "?q=plan&year=2025&sort=date"),
        ("2025", "?q=plan&type=guide&sort=date"),
    ]
    assert 'href="?q=plan&amp;year=2025&amp;sort=date"' in page.text
    [language] = ask("plan", language="en").context["taken"]
    assert language["label"] == "Language of the page: English"


def test_where_nothing_fits_all_choices_it_says_which_one_to_take_away(entry, ask):
    entry("Plan one", facets={"year": ["2025"], "type": ["guide"]})
    entry("Plan two", facets={"year": ["2026"], "type": ["video"]})
    entry("Plan three", facets={"year": ["2026"], "type": ["video"]})
    page = ask("plan", year="2025", type="video")
    ways = [(str(way["title"]), way["total"], way["href"]) for way in page.context["ways_out"]]
    assert ways == [("Type of resource", 1, "?q=plan&year=2025"), ("Year", 2, "?q=plan&type=video")]
    assert "Nothing here fits all of that" in page.text
    page = ask("plan", year="2025", type="video", kind="page")
    assert [(way["title"], way["total"], way["href"]) for way in page.context["ways_out"]] == [("", 3, "?q=plan")]
    assert "Without any choice: 3 results" in page.text


def test_where_nothing_has_the_words_no_choice_is_blamed(entry, ask):
    entry("Plan")
    page = ask("zeppelin", year="2025")
    assert page.context["ways_out"] == []
    assert "Nothing found for “zeppelin”" in page.text


def test_more_than_can_be_counted_is_said(entry, ask, monkeypatch):
    entry("Plan")
    many = SearchResults([Hit(SearchEntry.objects.get().pk, 1.0)], 10_000, by_words=10_000, is_least=True)
    monkeypatch.setattr(type(get_engine()), "search", lambda self, query: many)
    assert "At least 10,000 results" in ask("plan").text
    assert "Al menos 10,000 resultados" in ask("plan", "es").text


def test_what_is_near_by_its_meaning_alone_reads_as_such(entry, ask, monkeypatch):
    found, near = entry("Plan"), entry("Scheme")
    hits = [Hit(found.pk, 1.0), Hit(near.pk, 0.0, near=0.8)]
    monkeypatch.setattr(type(get_engine()), "search", lambda self, query: SearchResults(hits, 2, by_words=1))
    related = {result.entry.title: result.related for result in ask("plan").context["results"]}
    assert related == {"Plan": False, "Scheme": True}
    assert squeeze(ask("plan").text).count("<span>Related</span>") == 1
    monkeypatch.setattr(type(get_engine()), "search", lambda self, query: SearchResults(hits[1:], 1, by_words=0))
    page = ask("plan").text
    assert "Nothing found for “plan”" in page
    assert "These fit what you asked for less closely." in page
    assert ">Scheme</a>" in page


def test_only_reading_is_possible(client, db):
    assert client.post("/en/search/", {"q": "x"}).status_code == 405


def test_what_the_second_look_hides_is_in_no_number_of_the_same_page(entry, ask, monkeypatch):
    shown = entry("Plan of a garden", facets={"year": ["2026"]}).pk
    entry("Plan of a park", facets={"year": ["2025"]})
    monkeypatch.setattr("search.second_look.still_public", lambda entries: {e.pk for e in entries if e.pk == shown})
    found = ask("plan").context["found"]
    assert (found.total, found.counts["year"]) == (1, {"2026": 1})


def test_the_number_of_queries_does_not_grow_with_the_entries(client, everything_public, db, monkeypatch):
    monkeypatch.setattr(base, "RANKED", 9)  # more are looked for in titles too: one query, with few as with many
    pages = [ResourcePageFactory(summary="A plan.") for _ in range(10)]
    run_waiting()

    def many():
        document = sources()["resource"].document(pages[0])
        store([describing.describe_document("resource", 100_000 + number, document) for number in range(1000)])

    assert_flat(lambda: client.get("/en/search/", {"q": "plan"}), many)


def test_an_entry_of_each_kind_adds_no_query_per_row(db, client):
    def grow(number=4):
        for _ in range(number):
            page = ResourcePageFactory(summary="A plan.")
            ratings.rate(page.work, UserFactory(), 5)
            make_need(Status.UNDER_REVIEW, title="A plan")
            PostFactory(content="A plan.")
        run_waiting()

    grow(1)
    assert_flat(lambda: client.get("/en/search/", {"q": "plan"}), grow)
    assert_flat(lambda: client.get("/es/buscar/", {"q": "plan"}), grow)


def test_a_result_says_what_it_is_about(db, client):
    ResourcePageFactory(title="A plan for all", topics=[TopicFactory(name="Health")])
    run_waiting()
    html = client.get("/en/search/", {"q": "plan"}).content.decode()
    assert re.search(r'class="row".*?<span>Health</span>', html, re.S)
