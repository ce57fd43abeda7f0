from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from feedback.domain import ratings
from feedback.models import Need, Rating
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return ResourcePageFactory(title="The toolkit")


def rate_url(page, language="en"):
    with override(language):
        return reverse("rate", args=[page.translation_key])


def test_the_address_is_translated(page):
    assert rate_url(page, "es").startswith("/es/calificar/")


def test_a_visitor_sees_the_stars_and_a_way_to_sign_in_and_back(client, page):
    ratings.rate(page.work, UserFactory(), 4)
    text = client.get(page.url).content.decode()
    assert "4 of 5 stars" in text or "4.0 of 5 stars" in text
    assert f'href="/en/accounts/login/?next={page.url}%23rating"' in text
    assert "<textarea" not in text


def test_everyone_sees_how_many_gave_how_many_stars_in_words(client, page):
    assert not BeautifulSoup(client.get(page.url).content, "html.parser").select(".star-spread")
    for number in (4, 4, 1):
        ratings.rate(page.work, UserFactory(), number)
    bars = BeautifulSoup(client.get(page.url).content, "html.parser").select(".star-spread li")
    for hidden in [found for bar in bars for found in bar.select("[aria-hidden]")]:
        hidden.extract()
    spoken = [" ".join(bar.get_text(" ", strip=True).split()) for bar in bars]
    assert spoken == ["5 stars: 0", "4 stars: 2", "3 stars: 0", "2 stars: 0", "1 star: 1"]


def test_a_visitor_who_posts_is_sent_to_sign_in(client, page):
    response = client.post(rate_url(page), {"stars": 4})
    assert response.status_code == 302
    assert response.url.startswith("/en/accounts/login/?next=%2Fen%2Fresources%2F")
    assert not Rating.objects.exists()


def test_a_member_rates_changes_and_removes(client, page):
    client.force_login(UserFactory())
    response = client.post(rate_url(page), {"stars": 4})
    assert (response.status_code, response.url) == (302, f"{page.url}#rating")
    client.post(rate_url(page), {"stars": 2, "reason": "Too long"})
    assert Rating.objects.get().stars == 2
    assert "Too long" in client.get(page.url).content.decode()
    assert Need.objects.count() == 1
    client.post(rate_url(page), {"withdraw": "1"})
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"stars": 4}, "Thank you: your rating counts."), ({"withdraw": "1"}, "Your rating is removed.")],
)
def test_whoever_rates_is_thanked_beside_the_stars_once(client, page, sent, said):
    client.force_login(UserFactory())
    after = BeautifulSoup(client.post(rate_url(page), sent, follow=True).content, "html.parser")
    (thanks,) = after.select("[role=status]")
    assert thanks.get_text(strip=True) == said
    box = thanks.find_parent(id="rating")
    assert (box["tabindex"], box["aria-describedby"]) == ("-1", thanks["id"])
    again = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert not again.select("[role=status], #rating[tabindex]")


def test_one_returns_to_the_page_in_ones_language(client, page):
    spanish = translate(page, title="El paquete", slug="el-paquete")
    client.force_login(UserFactory())
    assert client.post(rate_url(page, "es"), {"stars": 5}).url == f"{spanish.url}#rating"


def test_the_reason_is_shown_to_nobody_else(client, page):
    ratings.rate(page.work, UserFactory(), 1, reason="A private grumble")
    assert "A private grumble" not in client.get(page.url).content.decode()
    client.force_login(UserFactory())
    assert "A private grumble" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("stars", ["", "0", "6", "x", "5; drop table", "\x00"])
def test_bad_stars_get_a_message_and_keep_the_reason(client, page, stars):
    client.force_login(UserFactory())
    response = client.post(rate_url(page), {"stars": stars, "reason": "Kept as typed"})
    assert response.status_code == 422
    assert "Kept as typed" in response.content.decode()
    assert 'class="error-summary"' in response.content.decode()
    assert not Rating.objects.exists()


def test_unknown_and_unpublished_works_are_not_found(client):
    client.force_login(UserFactory())
    draft = ResourcePageFactory(draft=True)
    assert client.post(rate_url(draft), {"stars": 5}).status_code == 404
    assert client.post(reverse("rate", args=[uuid4()]), {"stars": 5}).status_code == 404
    assert client.post("/en/rate/nonsense/", {"stars": 5}).status_code == 404


def test_reading_the_address_leads_to_the_page(client, page):
    client.force_login(UserFactory())
    assert client.get(rate_url(page)).url == f"{page.url}#rating"


def test_too_many_ratings_get_a_message(client, page, settings):
    settings.ACCOUNT_RATE_LIMITS = {"rate": "2/m/user"}
    client.force_login(UserFactory())
    answers = [client.post(rate_url(page), {"stars": 4}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
