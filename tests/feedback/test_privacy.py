"""A name, an address and words that were not meant for everyone are looked for wherever everyone can look."""

import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils.translation import override

from cms.accounts.domain import participants
from feedback.domain import assigning, helpful, moves, ratings, remarks, voting
from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db
SECRETS = ("Zebulon", "Quark", "example.org", "pistachio")  # of a name, of an address, and out of what was said


@pytest.fixture
def page():
    """With everything that one person and one member can say of it and of needs about it."""
    page = ResourcePageFactory(title="The toolkit")
    translate(page, title="El paquete", slug="el-paquete")
    person = UserFactory(display_name="Zebulon Quark", email="zebulon.quark@example.org")
    member = UserFactory(working_group=True, display_name="Quark Zebulon", email="quark@example.org")
    said = {"author": person, "body": "pistachio", "work": page.work}
    need, voice = make_need(Status.PLANNED, by=member, title="A need", **said), participants.of_user(person)
    voting.vote(need, participants.of_user(member), language="en")
    assigning.assign(need, member, by=member, note="pistachio")
    moves.move(need, Status.IN_PROGRESS, by=member, note="pistachio", response=BOTH)
    make_need(Status.DECLINED, by=member, title="A declined need", **said)
    make_published_need(page, by=member, title="A published need", **said)
    make_need(title="pistachio", email="zebulon.quark@example.org")
    ratings.rate(page.work, person, 1, reason="pistachio")
    helpful.answer(page.work, voice, False, reason="pistachio", language="en")
    remarks.report_link(page.work, voice, "https://www.example.com/", note="pistachio", language="en")
    return page


def public_addresses(page):
    yield page.url
    yield page.get_translations().get().url
    for language in ("en", "es"):
        with override(language):
            yield from (f"/{language}/", reverse("needs"), reverse("needs_feed"), reverse("search"))
            for need in Need.objects.all():
                yield need.get_absolute_url() if need.is_public else reverse("need", args=[need.number, "x"])
                yield reverse("need_vote", args=[need.number])


def test_nothing_public_says_who_asked_or_what_they_wrote(client, page):
    answers = {address: client.get(address) for address in public_addresses(page)}
    assert {answer.status_code for answer in answers.values()} == {200, 404}
    told = {address: secret for address, answer in answers.items() for secret in SECRETS if secret in answer.text}
    assert told == {}


@pytest.mark.parametrize("words", SECRETS)
def test_the_board_is_not_searched_for_them(client, page, words):
    assert client.get("/en/needs/", {"q": words}).context["board"].rows == []


def test_the_export_of_the_queue_says_neither(client, page):
    client.force_login(UserFactory(editor=True))
    address = f"{reverse('wagtailsnippets_feedback_need:list')}?export=csv"
    rows = list(csv.reader(StringIO(b"".join(client.get(address).streaming_content).decode())))
    text = str([row for row in rows if "pistachio" not in row[1]])  # one title is in it, for members
    assert len(rows) > 4
    assert not [secret for secret in SECRETS if secret in text]
