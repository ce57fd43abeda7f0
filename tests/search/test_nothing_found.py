"""Where nothing is found: who asks for the same already, and the ways on."""

import pytest

from cms.meaning import tasks
from feedback.domain import hiding, moves
from feedback.enums import Status
from feedback.models import Signal
from search.backends import get_engine
from search.backends.base import Hit, SearchResults
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.markup import squeeze
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db
WORDS = "toolkit for home visits"


@pytest.fixture
def need(monkeypatch):
    """Too new for the index: it is known by its meaning only."""
    made = make_need(Status.UNDER_REVIEW, title=WORDS)
    tasks.encode_due()
    monkeypatch.setattr(type(get_engine()), "search", lambda self, query: SearchResults())
    return made


def test_a_need_for_the_same_is_shown_with_a_voice_of_one_tap(need, ask, client):
    page = ask(WORDS)
    assert [one.need for one in page.context["needs"]] == [need]
    assert "Others asked for something like it" in page.text
    assert "1 person" in squeeze(page.text)
    address = f"/en/needs/voice/{need.pk}/"
    assert f'<form method="post" action="{address}">' in page.text
    client.post(address, headers={"Sec-Fetch-Site": "same-origin"})
    assert Signal.objects.votes().get().need == need


def test_a_need_that_is_near_is_shown_once_and_with_its_button(ask, monkeypatch):
    made = make_need(Status.UNDER_REVIEW, title="Bicycles")
    run_waiting()
    hits = [Hit(SearchEntry.objects.get(kind="need").pk, 0.0, near=0.5)]
    monkeypatch.setattr(type(get_engine()), "search", lambda self, query: SearchResults(hits, 1))
    page = ask("velodrome")
    assert [one.need for one in page.context["needs"]] == [made]
    assert squeeze(page.text).count(">Bicycles</a>") == 1
    assert "Perhaps about the same" not in page.text


def test_a_closed_need_is_shown_and_takes_no_voice(need, ask):
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    page = ask(WORDS)
    assert [one.need for one in page.context["needs"]] == [need]
    assert "Add my voice" not in page.text


def test_a_hidden_need_is_not_shown(need, ask):
    hiding.hide(need, by=UserFactory(), note="Spam.")
    assert ask(WORDS).context["needs"] == []


def test_the_forums_and_sharing_are_ways_on(need, ask):
    page = ask("zeppelin")
    assert "Others asked for something like it" not in page.text
    for href in ("/en/forums/", "/en/share-yours/", "/en/suggest/?searched=zeppelin"):
        assert f'href="{href}"' in page.text
