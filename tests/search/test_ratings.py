"""Stars of readers: shown with a result, and an order of results; a page is not away while they change."""

import pytest

from feedback.domain import ratings
from search.models import SearchChange, SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, StandardPageFactory, translate
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db


def rate(page, *stars):
    for each in stars:
        ratings.rate(page.work, UserFactory(), each)
    run_waiting()


def test_the_best_rated_come_first_and_what_nobody_rated_last(titles):
    for name, stars in (("Liked", (4, 4)), ("Unrated", ()), ("Loved", (5, 5)), ("Disliked", (1, 2))):
        rate(ResourcePageFactory(title=f"{name} plan"), *stars)
    StandardPageFactory(title="A plain plan")
    run_waiting()
    found = titles("plan", sort="rating")
    assert found[:3] == ["Loved plan", "Liked plan", "Disliked plan"]
    assert sorted(found[3:]) == ["A plain plan", "Unrated plan"]


def test_a_result_shows_its_stars_in_each_language(ask):
    page = ResourcePageFactory(title="A plan")
    translate(page, title="Un plan", slug="un-plan")
    rate(page, 5, 4)
    for language, said in (("en", "4.5 of 5 stars"), ("es", "4.5 de 5 estrellas")):
        assert said in ask("plan", language).text
    ratings.withdraw_rating(page.work, page.work.ratings.first().participant.user)
    run_waiting()
    assert "4.0 of 5 stars" in ask("plan").text


def test_a_page_is_found_while_its_stars_change(titles):
    page = ResourcePageFactory(title="A plan")
    run_waiting()
    ratings.rate(page.work, UserFactory(), 5)
    assert SearchChange.objects.get().hides is False
    assert titles("plan") == ["A plan"]


def test_one_more_voice_among_many_writes_nothing_anew():
    page = ResourcePageFactory(title="A plan")
    rate(page, *[4] * 20)
    before = SearchEntry.objects.get(kind="resource").version
    rate(page, 4)
    assert SearchEntry.objects.get(kind="resource").version == before
