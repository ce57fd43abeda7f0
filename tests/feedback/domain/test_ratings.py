import pytest
from django.db import IntegrityError, transaction

from cms.accounts.domain import participants
from feedback.domain import moves, ratings
from feedback.enums import NeedKind, SignalKind, Status
from feedback.models import Need, Rating, Signal
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return ResourcePageFactory(title="The toolkit").work


def stars(work):
    return list(Rating.objects.filter(work=work).order_by("pk").values_list("stars", flat=True))


def test_a_rating_is_given_changed_and_removed(work):
    person, other = UserFactory(), UserFactory()
    ratings.rate(work, other, 3)
    ratings.rate(work, person, 5)
    assert stars(work) == [3, 5]
    ratings.rate(work, person, 4)
    assert stars(work) == [3, 4]
    ratings.withdraw_rating(work, person)
    assert stars(work) == [3]


def test_a_work_knows_how_many_rated_it_and_how_well(work):
    other = ResourcePageFactory().work
    for number in (5, 4, 3):
        ratings.rate(work, UserFactory(), number)
    ratings.rate(other, UserFactory(), 1)
    work.refresh_from_db()
    assert (work.rating_mean, work.rating_count) == (4, 3)


def test_a_work_knows_how_many_gave_how_many_stars(work):
    people = [UserFactory() for _ in range(4)]
    for person, number in zip(people, (5, 5, 2, 1), strict=True):
        ratings.rate(work, person, number)
    work.refresh_from_db()
    assert work.rating_spread == [1, 1, 0, 0, 2]
    assert [(row["stars"], row["number"], row["share"]) for row in work.ratings_by_stars] == [
        (5, 2, 100),
        (4, 0, 0),
        (3, 0, 0),
        (2, 1, 50),
        (1, 1, 50),
    ]
    ratings.rate(work, people[3], 5)
    ratings.withdraw_rating(work, people[2])
    work.refresh_from_db()
    assert (work.rating_spread, work.rating_count, work.rating_sum) == ([0, 0, 0, 0, 3], 3, 15)


def test_translations_are_one_work():
    page = ResourcePageFactory()
    assert translate(page).translation_key == page.translation_key


@pytest.mark.parametrize("number", [0, 6])
def test_the_database_takes_one_to_five_stars(work, number):
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(work=work, participant=participants.of_user(UserFactory()), stars=number)


@pytest.mark.parametrize(("number", "reason"), [(5, "Great"), (3, "Fine"), (2, ""), (1, "  ")])
def test_only_few_stars_with_a_reason_are_a_signal(work, number, reason):
    ratings.rate(work, UserFactory(), number, reason=reason)
    assert not Signal.objects.exists()
    assert Rating.objects.get().reason == ""


def test_the_first_complaint_opens_a_need_and_others_join_it(work):
    first, second = UserFactory(), UserFactory(spanish=True)
    ratings.rate(work, first, 2, reason="Too long")
    ratings.rate(work, second, 1, reason="Muy largo", language="es")
    need = Need.objects.get()
    assert (need.title, need.kind, need.work, need.status) == (
        "Make “The toolkit” better",
        NeedKind.IMPROVEMENT,
        work,
        Status.RECEIVED,
    )
    assert set(need.signals.values_list("kind", "text", "language")) == {
        (SignalKind.LOW_RATING, "Too long", "en"),
        (SignalKind.LOW_RATING, "Muy largo", "es"),
    }
    assert set(need.subscriptions.values_list("participant__user", flat=True)) == {first.pk, second.pk}


def test_what_somebody_wrote_never_becomes_the_title_of_a_need():
    work = ResourcePageFactory(draft=True).work
    ratings.rate(work, UserFactory(), 2, reason="Says Rosa Nadie")
    assert Need.objects.get().title == "Low rating with a reason"


def test_complaints_about_another_work_open_another_need(work):
    ratings.rate(work, UserFactory(), 2, reason="Too long")
    ratings.rate(ResourcePageFactory().work, UserFactory(), 2, reason="Too short")
    assert Need.objects.count() == 2


def test_a_closed_need_is_not_joined(work):
    ratings.rate(work, UserFactory(), 2, reason="Too long")
    moves.move(Need.objects.get(), Status.DECLINED, by=None, reason={"en": "No.", "es": "No."})
    ratings.rate(work, UserFactory(), 2, reason="Still too long")
    assert Need.objects.count() == 2


def test_changing_the_reason_changes_the_signal(work):
    person = UserFactory()
    ratings.rate(work, person, 2, reason="Too long")
    ratings.rate(work, person, 1, reason="Far too long")
    assert [signal.text for signal in Signal.objects.all()] == ["Far too long"]


def test_better_stars_or_none_take_the_complaint_back(work):
    person = UserFactory()
    ratings.rate(work, person, 2, reason="Too long")
    ratings.rate(work, person, 5)
    assert not Signal.objects.standing().exists()
    ratings.rate(work, person, 2, reason="Too long after all")
    assert [signal.text for signal in Signal.objects.standing()] == ["Too long after all"]
    ratings.withdraw_rating(work, person)
    assert not Signal.objects.standing().exists()
    assert Need.objects.get().priority <= 1 + 5
