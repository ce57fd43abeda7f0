from datetime import timedelta

import pytest

from cms.taxonomy.models import RegionalCenter
from feedback.domain import confirming, merging, moves, pages, priority, ratings, signals
from feedback.enums import NeedKind, SignalKind, Status
from feedback.models import Need, Signal
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ASKED, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


def lines(need, weeks=0):
    need = Need.objects.get(pk=need.pk)
    found = priority.priority_of(need, now=need.created_at + timedelta(weeks=weeks))
    return {line.label: (line.count, line.points) for line in found.lines}


def total(need):
    need = Need.objects.get(pk=need.pk)
    return priority.priority_of(need, now=need.created_at).total


def ask(into=None, **suggestion):
    need = need_of(SuggestionFactory(**suggestion))
    if into:
        merging.merge(need, into, by=None)
    return into or need


@pytest.fixture
def regions():
    return [RegionalCenter.objects.create(name=name, slug=name, lead_agency="X", counties="Y") for name in "ab"]


def test_the_lines_say_what_counts(regions):
    need = ask(author=UserFactory(region=regions[0]))
    ask(need, author=UserFactory(region=regions[1]), kind=NeedKind.BROKEN_LINK, url="https://example.org")
    assert lines(need, weeks=3) == {
        "Different people": (2, 20),
        "Different regions": (2, 10),
        "Suggestion": (1, 3),
        "Reported broken link": (1, 4),
        "Weeks waiting": (3, 3),
        "Languages asked for and missing": (0, 0),
    }
    assert total(need) == 37


def test_one_person_repeating_never_raises_it(regions):
    person = UserFactory(region=regions[0])
    need = ask(author=person)
    before = total(need)
    for kind in NeedKind:
        ask(need, author=person, kind=kind, url="https://example.org", region=regions[1])
    assert total(need) == before


def test_unconfirmed_visitors_count_as_one_person_together():
    need = ask()
    before = total(need)
    ask(need)
    ask(need, email="someone@example.org")
    assert total(need) == before


def test_a_confirmed_address_counts_as_one_person_however_often():
    need = ask()
    before = total(need)
    for _ in range(2):
        suggestion = SuggestionFactory(email="zoe@example.org")
        merging.merge(need_of(suggestion), need, by=None)
        confirming.confirm_email(suggestion)
    assert total(need) == before + priority.PER_PERSON + priority.WEIGHTS[SignalKind.SUGGESTION]


def test_spanish_scores_as_english(regions):
    def score(language):
        people = [UserFactory(language=language, region=region) for region in regions]
        need = ask(author=people[0], language=language)
        return total(ask(need, author=people[1], language=language))

    assert score("en") == score("es")


def test_a_language_asked_for_and_missing_counts():
    page = ResourcePageFactory()
    said = {"kind": NeedKind.TRANSLATION, "work": page.work}
    assert lines(ask(language="es", **said))["Languages asked for and missing"] == (1, 5)
    assert lines(ask(language="en", **said))["Languages asked for and missing"] == (0, 0)


def test_age_counts_up_to_twelve_weeks_while_it_is_open():
    need = make_need()
    assert lines(need, weeks=52)["Weeks waiting"] == (12, 12)
    moves.move(need, Status.DECLINED, by=None, reason={"en": "No.", "es": "No."})
    assert "Weeks waiting" not in lines(need, weeks=52)


def test_the_stored_sum_is_the_shown_one(time_machine):
    time_machine.move_to(ASKED)
    need = ask(author=UserFactory())
    ask(need, author=UserFactory())
    assert Need.objects.get(pk=need.pk).priority == total(need)
    time_machine.move_to(ASKED + timedelta(weeks=2))
    priority.refresh_all()
    assert Need.objects.get(pk=need.pk).priority == total(need) + 2


def test_what_is_taken_back_no_longer_counts():
    page, person = ResourcePageFactory(), UserFactory()
    for rater in (person, UserFactory()):
        ratings.rate(page.work, rater, 1, reason="Too long", at=ASKED)
    need = Need.objects.get()
    assert lines(need)["Different people"] == (2, 20)
    ratings.withdraw_rating(page.work, person)
    assert lines(need)["Different people"] == (1, 10)


def test_a_flood_of_words_leaves_what_was_said_before_to_be_found():
    need = make_need(title="Zinnias", body="tulips")
    for number in range(40):
        words = " ".join(f"word{number}x{each}" for each in range(200))
        signal = Signal.objects.create(kind=SignalKind.NOT_HELPFUL, language="en", text=words)
        signals.attach_signal(signal, need)
    need.refresh_from_db()
    assert need.words.startswith("zinnias =zinnia= tulips =tulip= word0x0")
    assert len(need.words) == priority.MOST_SEARCHED


def test_the_list_sorts_by_the_sum_on_the_screen_when_a_page_is_linked_appears_or_goes():
    page, about = ResourcePageFactory(), ResourcePageFactory()
    linked = make_need(language="es")
    asked = make_need(kind=NeedKind.TRANSLATION, work=about.work, language="es")

    def stored():
        needs = [Need.objects.get(pk=need.pk) for need in (linked, asked)]
        assert [need.priority for need in needs] == [priority.priority_of(need).total for need in needs]
        return [need.priority for need in needs]

    before = stored()
    pages.link_page(linked, page, by=None, as_it_is=False)
    assert stored() == [before[0] + priority.PER_MISSING_LANGUAGE, before[1]]
    spanish = translate(about)
    assert stored()[1] == before[1] - priority.PER_MISSING_LANGUAGE
    spanish.unpublish()
    assert stored()[1] == before[1]
    spanish.save_revision().publish()
    spanish.delete()
    assert stored()[1] == before[1]
    for each in (page, about):
        each.refresh_from_db()
        each.delete()
    stored()
