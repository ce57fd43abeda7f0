"""A sheet of paper for a meeting, and what comes in by its code."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from feedback.domain import meetings
from feedback.models import Need, Signal
from feedback.queries.sheets import Sheet, sheet_of
from tests.factories.accounts import UserFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db

ADDRESSES = {"en": "/en/needs/sheet/", "es": "/es/necesidades/hoja/"}
FORMS = {"en": "/en/suggest/", "es": "/es/sugerir/"}


@pytest.fixture
def sheet():
    meeting = meetings.plan(meetings.Facts("Family night", "2026-10-03"), by=UserFactory(working_group=True))
    return Sheet(meeting, RegionalCenterFactory(name="Delta"), TopicFactory(name="Buses", es="Autobuses"))


@pytest.fixture
def coded(monkeypatch):
    """What was made into squares."""
    found = []
    monkeypatch.setattr("feedback.views.sheets.QRCode", lambda text: found.append(text))
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_everyone_may_print_a_sheet_that_leads_to_the_form_and_the_board(client, coded, language):
    response = client.get(ADDRESSES[language])
    assert response.status_code == 200
    assert coded == [settings.BASE_URL + FORMS[language]]
    assert (
        settings.BASE_URL + reverse("needs").replace("/en/needs/", ADDRESSES[language].rsplit("/", 2)[0] + "/")
        in response.text
    )
    assert "X-Robots-Tag" not in response


@pytest.mark.parametrize(("language", "topic"), [("en", "Buses"), ("es", "Autobuses")])
def test_a_sheet_for_a_meeting_says_which_and_its_code_too(client, coded, sheet, language, topic):
    response = client.get(ADDRESSES[language], {"key": sheet.key})
    assert "Family night" in response.text and "Delta" in response.text and topic in response.text
    assert coded == [f"{settings.BASE_URL}{FORMS[language]}?{urlencode({'sheet': sheet.key})}"]
    assert response["X-Robots-Tag"] == "noindex"
    other = ADDRESSES["es" if language == "en" else "en"]
    assert f"{other}?{urlencode({'key': sheet.key})}".replace("&", "&amp;") in response.text


def test_what_comes_by_the_code_is_of_a_person_and_marked_as_from_the_meeting(client, sheet):
    form = client.get(FORMS["en"], {"sheet": sheet.key}).context["form"]
    assert (form["region"].value(), form["topic"].value()) == (sheet.region.pk, sheet.topic.pk)
    sent = {"kind": "new_resource", "title": "A bus", "language": "en", "region": sheet.region.pk, "sheet": sheet.key}
    client.post(FORMS["en"], sent)
    signal = Signal.objects.get()
    assert (signal.meeting, signal.kind) == (sheet.meeting, "suggestion")
    assert (signal.need.people, signal.need.meetings) == (1, 0)
    client.force_login(sheet.meeting.recorded_by)
    screen = client.get(reverse("wagtailsnippets_feedback_meeting:inspect", args=[sheet.meeting.pk]))
    assert "1 voice by the code of the sheet" in screen.text


@pytest.mark.parametrize("key", ["", "1-0-0", "1-0-0:forged", "x" * 3000, "\x00", "a:b:c"])
def test_a_key_that_is_not_ours_is_an_ordinary_form(client, sheet, key):
    assert client.get(ADDRESSES["en"], {"key": key}).status_code == 200
    assert not client.get(FORMS["en"], {"sheet": key}).context["form"].initial.get("sheet")
    client.post(FORMS["en"], {"kind": "new_resource", "title": "A bus", "language": "en", "sheet": key})
    assert Signal.objects.get().meeting is None


def test_what_is_gone_is_left_out(sheet):
    meetings.undo(sheet.meeting)
    sheet.topic.delete()
    assert sheet_of(Sheet(sheet.meeting, sheet.region).key) == Sheet(region=sheet.region)


def test_undoing_the_meeting_leaves_what_people_sent_themselves(client, sheet):
    client.post(FORMS["en"], {"kind": "new_resource", "title": "A bus", "language": "en", "sheet": sheet.key})
    meetings.undo(sheet.meeting)
    assert Need.objects.get().people == 1


def test_a_room_full_of_phones_is_not_too_many(client, sheet):
    sent = {"kind": "new_resource", "language": "en", "sheet": sheet.key}
    for number in range(25):
        assert client.post(FORMS["en"], sent | {"title": f"A bus {number}"}).status_code == 302


def test_members_choose_what_is_on_it(client, sheet):
    client.force_login(sheet.meeting.recorded_by)
    address = reverse("wagtailsnippets_feedback_meeting:sheet")
    page = client.get(address, {"meeting": sheet.meeting.pk, "topic": sheet.topic.pk})
    key = Sheet(sheet.meeting, None, sheet.topic).key
    assert [link["url"] for link in page.context["links"]] == [
        f"{each}?{urlencode({'key': key})}" for each in ADDRESSES.values()
    ]
    client.force_login(UserFactory(editor=True))
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("board", "sheet_at"), [("/en/needs/", ADDRESSES["en"]), ("/es/necesidades/", ADDRESSES["es"])]
)
def test_the_board_leads_to_the_sheet(client, board, sheet_at):
    assert f'href="{sheet_at}"' in client.get(board).text


@pytest.mark.parametrize(("traits", "is_offered"), [({"working_group": True}, True), ({"editor": True}, False)])
def test_the_list_of_meetings_leads_members_to_the_sheets(client, traits, is_offered):
    client.force_login(UserFactory(**traits))
    address = reverse("wagtailsnippets_feedback_meeting:sheet")
    assert (address in client.get(reverse("wagtailsnippets_feedback_meeting:list")).text) is is_offered
    assert (client.get(address).status_code == 200) is is_offered
