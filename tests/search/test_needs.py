"""Public needs can be found by what was asked for and what the public was told, in the language of each."""

import pytest

from cms.accounts.domain import participants
from feedback.domain import hiding, merging, moves, suggestions, voting
from feedback.enums import Status
from feedback.models import Need
from search.models import SearchChange
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db
WHY = {"en": "Nobody has a zither.", "es": "Nadie tiene una cítara."}


@pytest.fixture
def need():
    made = make_need(Status.UNDER_REVIEW, title="A xylophone for each school", body="My son Bruno wants one.")
    run_waiting()
    return made


def test_only_needs_that_are_public_are_found(need, titles):
    make_need(title="A xylophone for me")
    run_waiting()
    assert titles("xylophone") == ["A xylophone for each school"]


def test_what_people_said_of_it_finds_nothing(need, nowhere):
    assert nowhere("Bruno")


def spanish_address(need):
    return f"/es/necesidades/{need.pk}/a-xylophone-for-each-school/"


def hide(need):
    hiding.hide(need, by=UserFactory(), note="Spam.")


def merge(need):
    merging.merge(need, make_need(Status.UNDER_REVIEW, title="Drums"), by=None)


@pytest.mark.parametrize("act", [hide, merge])
def test_what_is_hidden_or_merged_is_gone_at_once(need, nowhere, act):
    act(need)
    assert nowhere("xylophone")
    run_waiting()
    assert nowhere("xylophone")


def test_it_is_told_in_each_language_in_which_there_is_something_to_tell(need, ask):
    [other] = ask("xylophone", "es").context["other_results"]
    assert (other.entry.language, other.url, other.missing) == ("en", spanish_address(need), None)
    moves.move(need, Status.DECLINED, by=None, reason=WHY)
    run_waiting()
    [spanish] = ask("citara", "es").context["results"]
    assert (spanish.title, spanish.title_language, spanish.url) == (
        "A xylophone for each school",
        "en",
        spanish_address(need),
    )
    assert "Nadie tiene una <mark>cítara</mark>." in spanish.excerpt
    [english] = ask("zither").context["results"]
    assert (english.title_language, english.url) == ("en", need.get_absolute_url())


def test_a_result_says_where_it_stands_and_how_many_ask_as_it_is_now(need, ask):
    voting.vote(Need.objects.get(pk=need.pk), participants.of_user(UserFactory()), language="en")
    [found] = ask("xylophone").context["results"]
    assert [fact.text for fact in found.details.facts] == ["Under review", "2 people"]


def test_one_more_voice_hides_nothing_and_describes_nothing_anew(need, titles):
    SearchChange.objects.all().delete()
    voting.vote(need, participants.of_user(UserFactory()), language="en")
    suggestions.suggest(suggestions.Wish("Me too", "en"), need=need)
    assert not SearchChange.objects.exists()
    assert titles("xylophone") == ["A xylophone for each school"]


def test_it_is_narrowed_by_its_topic_whatever_that_is_called(titles):
    topic = TopicFactory(name="Music", slug="music")
    make_need(Status.UNDER_REVIEW, title="A xylophone", topic=topic)
    make_need(Status.UNDER_REVIEW, title="Another xylophone")
    run_waiting()
    assert titles("xylophone", topic="music") == ["A xylophone"]
    topic.slug = "sound"
    topic.save()
    assert sorted(titles("xylophone")) == ["A xylophone", "Another xylophone"]
    run_waiting()
    assert titles("xylophone", topic="sound") == ["A xylophone"]
