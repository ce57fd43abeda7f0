"""Anyone can offer something of their own: a link or a file, with what has to be known to publish it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.accounts.domain import erasing
from feedback import tasks
from feedback.domain import moves, offers
from feedback.enums import NeedKind, SignalKind, Status
from feedback.models import Need, Offer, Suggestion
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH
from tests.factories.pages import ResourceIndexPageFactory
from tests.feedback.files import pdf, picture, upload

pytestmark = pytest.mark.django_db

OFFERED = {
    "title": "Our home visits in ten photos",
    "body": "How two teachers and a parent began.",
    "resource_type": "case_study",
    "url": "https://example.org/visits",
    "maker": "Room 12",
    "languages": ["es", "hmn"],
    "license": "cc-by-nc",
    "people": "children",
    "permission": "on",
    "credit": "school",
    "credit_name": "Roosevelt Elementary",
}


def send(client, address="/en/share-yours/", **changes):
    return client.post(address, {name: value for name, value in (OFFERED | changes).items() if value is not None})


@pytest.mark.parametrize(
    ("url", "heading"), [("/en/share-yours/", "Here is mine"), ("/es/comparta-lo-suyo/", "Aquí está lo mío")]
)
def test_the_form_is_there_in_both_languages(client, url, heading):
    assert heading in client.get(url).content.decode()


@pytest.mark.parametrize("address", ["/en/suggest/", "/en/search/?q=zzzz", "/en/resources/"])
def test_the_way_to_it_is_where_people_look(client, address):
    ResourceIndexPageFactory()
    assert client.get(address).content.decode().count("/en/share-yours/") == 2  # the second is in the footer


def test_a_visitor_offers_and_gets_a_receipt_with_a_date(client):
    response = send(client)
    made = Suggestion.objects.get()
    assert response.url == f"/en/suggest/{made.token}/"
    need = need_of(made)
    assert (need.kind, need.status, need.title) == (NeedKind.OFFER, Status.RECEIVED, OFFERED["title"])
    assert need.signals.get().kind == SignalKind.OFFER
    assert need.promised_on
    text = client.get(response.url).content.decode()
    for said in ("Room 12", "Spanish, Hmong", "Roosevelt Elementary", "You will hear from us by", "on file"):
        assert said in text, said


def test_the_words_of_the_permission_are_kept_as_they_were_given(client):
    send(client, "/es/comparta-lo-suyo/")
    kept = Offer.objects.get().permission
    assert kept in client.get("/es/comparta-lo-suyo/").content.decode()
    assert "licencia" in kept


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"permission": None}, "permission"),
        ({"people": None}, "people"),
        ({"url": ""}, "url"),
        ({"languages": None}, "languages"),
        ({"languages": ["tlh"]}, "languages"),
        ({"license": "stolen"}, "license"),
        ({"maker": ""}, "maker"),
        ({"credit_name": ""}, "credit_name"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"email": "zoe@"}, "email"),
        ({"file": upload("a.html", b"<script>")}, "file"),
    ],
)
def test_a_problem_is_said_beside_its_field_and_what_was_typed_is_kept(client, changes, field):
    response = send(client, **changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    text = response.content.decode()
    assert f'id="id_{field}_error"' in text
    assert "How two teachers and a parent began." in text
    assert not Need.objects.exists()


def test_a_file_has_to_be_chosen_again_and_that_is_said(client):
    response = send(client, file=pdf(), maker="")
    assert list(response.context["form"].errors) == ["maker", "file"]


def test_a_file_is_enough_and_stays_private(client, settings):
    assert send(client, url="", file=picture(author="Rosa Martínez")).status_code == 302
    offer = Offer.objects.get()
    assert offer.file_name == "garden.jpg"
    assert "garden" not in offer.file.name
    assert b"Rosa" not in offer.file.open().read()
    for address in (f"/media/{offer.file.name}", f"/media/images/../{offer.file.name}"):
        assert client.get(address).status_code in (400, 404)


@pytest.mark.parametrize(
    ("traits", "status"),
    [({"working_group": True}, 200), ({"editor": True}, 200), ({"moderator": True}, 403), ({}, 403), (None, 302)],
    ids=["working group", "editor", "moderator", "member", "visitor"],
)
def test_who_may_save_the_file(client, traits, status):
    send(client, file=pdf())
    if traits is not None:
        client.force_login(UserFactory(**traits))
    response = client.get(f"/admin/needs/offered-file/{Offer.objects.get().pk}/")
    if status == 200:
        assert response.status_code == 200
        assert response["Content-Disposition"] == 'attachment; filename="visits.pdf"'
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
    else:
        assert response.status_code in (302, 403)
        assert "Content-Disposition" not in response


def test_the_queue_shows_what_was_offered(client):
    send(client, file=pdf(), people="nobody")
    client.force_login(UserFactory(working_group=True))
    text = client.get(f"/admin/needs/inspect/{Need.objects.get().pk}/").content.decode()
    for said in ("Room 12", "offered-file", "Nobody who could be recognized"):
        assert said in text, said


def test_a_member_hears_that_it_arrived(client):
    client.force_login(member := UserFactory(spanish=True))
    send(client, "/es/comparta-lo-suyo/")
    assert member.notices.get().kind == "offer_received"


def test_one_form_is_one_send(client):
    text = client.get("/en/share-yours/").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', text)[1]
    assert send(client, form_key=key).url == send(client, form_key=key).url
    assert Offer.objects.count() == 1


def test_robots_are_thanked_and_forgotten(client):
    assert send(client, website="https://spam.example").status_code == 200
    assert not Offer.objects.exists()


def test_too_many_are_asked_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"offer": "1/h/ip"}
    assert [send(client).status_code for _ in range(2)] == [302, 429]


def test_an_offer_is_none_of_the_kinds_that_can_be_asked_for(client):
    assert 'value="offer"' not in client.get("/en/suggest/").content.decode()
    response = client.post("/en/suggest/", {"kind": "offer", "title": "x", "language": "en"})
    assert list(response.context["form"].errors) == ["kind"]


def test_the_file_of_a_declined_offer_is_deleted_a_month_later(client):
    send(client, file=pdf())
    path = Path(Offer.objects.get().file.path)
    moves.move(Need.objects.get(), Status.DECLINED, by=None, reason=BOTH, at=timezone.now() - timedelta(days=29))
    tasks.delete_offered_files()
    assert path.exists()
    offers.delete_old_files(timezone.now() + timedelta(days=2))
    assert not path.exists()
    offer = Offer.objects.get()
    assert (offer.file, offer.file_name) == ("", "visits.pdf")
    assert client.get(f"/en/suggest/{offer.suggestion.token}/").status_code == 200


def test_the_file_of_an_open_offer_stays(client):
    send(client, file=pdf())
    offers.delete_old_files(timezone.now() + timedelta(days=400))
    assert Offer.objects.get().file


def test_erasing_a_person_takes_their_name_and_their_file(client):
    client.force_login(member := UserFactory())
    send(client, file=pdf("rosa.pdf"), credit="name", credit_name="Rosa Martínez", maker="Rosa Martínez")
    path = Path(Offer.objects.get().file.path)
    erasing.erase_account(member)
    offer = Offer.objects.get()
    assert not path.exists()
    assert "Rosa" not in f"{vars(offer)}"
    assert "rosa" not in f"{vars(offer)}"
