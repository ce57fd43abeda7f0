"""Each answer on a page of questions is found by itself and opened at its place."""

import json

import pytest
from wagtail.models import PageViewRestriction

from search.models import SearchEntry
from tests.factories.pages import FAQPageFactory, translate
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db
FIRST, SECOND = "8a1c2f64-0000-4000-8000-000000000001", "8a1c2f64-0000-4000-8000-000000000002"


def groups(title, *answers):
    items = [
        {"id": key, "type": "item", "value": {"question": question, "answer": answer}}
        for key, question, answer in answers
    ]
    return json.dumps([{"type": "group", "id": "1", "value": {"title": title, "items": items}}])


@pytest.fixture
def page():
    answers = [
        (FIRST, "Who may come to the rehearsal?", "<p>Every family with a <b>xylophone</b>.</p>"),
        (SECOND, "When is it?", "<ul><li>On Monday</li><li>after school</li></ul>"),
    ]
    made = FAQPageFactory(title="Music and more", slug="music", groups=groups("Rehearsals", *answers))
    run_waiting()
    return made


def test_an_answer_opens_at_its_place(page, ask):
    [found] = ask("xylophone").context["results"]
    assert (found.label, found.entry.title, found.url) == (
        "Answer",
        "Who may come to the rehearsal?",
        f"{page.url}#answer-{FIRST}",
    )
    assert found.excerpt == "Every family with a <mark>xylophone</mark>."
    [found] = ask("after").context["results"]
    assert (found.entry.title, found.excerpt) == ("When is it?", "On Monday · <mark>after</mark> school")


def test_the_page_itself_is_found_by_its_title_and_headings_only(page, titles):
    assert titles("music") == ["Music and more"]
    assert titles("rehearsals") == ["Who may come to the rehearsal?", "Music and more"]


def test_an_answer_is_shown_once_in_the_language_of_the_reader(page, titles):
    said = groups("Ensayos", (FIRST, "¿Quién puede venir al ensayo?", "<p>Toda familia con xylophone.</p>"))
    translate(page, slug="musica", title="Música", groups=said)
    run_waiting()
    assert titles("xylophone", "es") == ["¿Quién puede venir al ensayo?"]
    assert titles("xylophone") == ["Who may come to the rehearsal?"]


def test_an_answer_that_is_taken_away_is_found_no_more_and_the_others_are(page, titles, nowhere):
    page.groups = groups("Rehearsals", (SECOND, "When is it?", "<p>On Monday.</p>"))
    page.save_revision().publish()
    assert nowhere("xylophone")
    run_waiting()
    assert (titles("xylophone"), titles("monday")) == ([], ["When is it?"])


def test_answers_of_a_page_that_becomes_private_are_gone_at_once(page, nowhere):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert nowhere("xylophone")
    run_waiting()
    assert not SearchEntry.objects.filter(kind="answer").exists()
