"""Entering what was said at a meeting, and seeing what became of it."""

import re

import pytest
from django.urls import reverse

from cms.meaning.tasks import encode_due
from feedback.domain import assigning, meetings, moves
from feedback.enums import SignalKind, Status
from feedback.models import Meeting, Need, Signal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.factories.taxonomy import AudienceFactory, RegionalCenterFactory, TopicFactory
from tests.feedback.domain.test_meetings import meet, said
from tests.markup import squeeze
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_feedback_meeting:list"
INSPECT = "wagtailsnippets_feedback_meeting:inspect"


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def address(name, meeting=None):
    return reverse(f"wagtailsnippets_feedback_meeting:{name}", args=[meeting.pk] if meeting else [])


def filled(*rows, **data):
    """The form as a browser sends it: four rows, and those that are given filled in."""
    sent = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0", "step": "go"}
    for number in range(4):
        row = rows[number] if number < len(rows) else {}
        sent |= {f"form-{number}-{name}": value for name, value in ({"language": "en"} | row).items()}
    return sent | data


def row(title="A guide for new families", people="25", **values):
    return {"title": title, "people": people} | values


@pytest.fixture
def meeting(member):
    return meetings.plan(meetings.Facts("Family night", "2026-10-03"), by=member)


def test_a_meeting_is_entered_with_its_facts(client, member):
    region = RegionalCenterFactory()
    facts = {"name": "Family night", "held_on": "2026-10-03", "place": "Fresno", "region": region.pk}
    page = client.get(address("add"))
    key = re.search(r'name="form_key" value="([^"]+)"', page.text)[1]
    responses = [client.post(address("add"), facts | {"form_key": key}) for _press in range(2)]
    found = Meeting.objects.get()
    assert {response.url for response in responses} == {address("voices", found)}
    assert (found.name, found.place, found.region, found.recorded_by) == ("Family night", "Fresno", region, member)


def test_a_day_that_is_none_is_explained_and_nothing_typed_is_lost(client, member):
    response = client.post(address("add"), {"name": "Family night", "held_on": "yesterday"})
    assert set(response.context["form"].errors) == {"held_on"}
    assert "Family night" in response.text
    assert not Meeting.objects.exists()


def test_the_facts_can_be_put_right(client, member, meeting):
    client.post(address("edit", meeting), {"name": "Family evening", "held_on": "2026-10-04", "place": ""})
    meeting.refresh_from_db()
    assert (meeting.name, str(meeting.held_on)) == ("Family evening", "2026-10-04")


def test_several_voices_are_entered_at_once(client, member, meeting):
    topic, audience = TopicFactory(), AudienceFactory()
    rows = [
        row(topic=topic.pk),
        row("Autobuses", "8", language="es", text="El camión llega tarde", audience=audience.pk),
    ]
    response = client.post(address("voices", meeting), filled(*rows))
    assert response.url == address("inspect", meeting)
    first, second = Signal.objects.filter(meeting=meeting)
    assert (first.need.title, first.need.topic, first.people) == ("A guide for new families", topic, 25)
    assert (second.need.language, second.text, second.audience, second.people) == (
        "es",
        "El camión llega tarde",
        audience,
        8,
    )


def test_what_looks_alike_is_offered_before_anything_is_kept(client, member, meeting):
    need = make_need(title="A guide for new families at school", body="")
    closed = make_need(Status.DECLINED, title="A guide for new families at school", body="")
    encode_due()
    page = client.post(address("voices", meeting), filled(row()))
    assert not Signal.objects.filter(meeting=meeting).exists()
    assert "Is it one of these?" in page.text
    assert f"#{need.pk}" in page.text and f"#{closed.pk}" not in page.text
    client.post(address("voices", meeting), filled(row(join=str(need.pk)), step="save"))
    assert Signal.objects.get(meeting=meeting).need == need


def test_no_it_is_a_need_of_its_own(client, member, meeting):
    make_need(title="A guide for new families at school", body="")
    encode_due()
    client.post(address("voices", meeting), filled(row(join=""), step="save"))
    assert Need.objects.count() == 2


@pytest.mark.parametrize("number", ["#99999", "x", "9" * 20])
def test_a_number_that_is_no_open_need_is_explained_beside_it(client, member, meeting, number):
    page = client.post(address("voices", meeting), filled(row(number=number)))
    assert set(page.context["rows"].errors[0]) == {"number"}
    assert "A guide for new families" in page.text
    assert not Signal.objects.filter(meeting=meeting).exists()


@pytest.mark.parametrize("values", [{"people": "0"}, {"people": "501"}, {"people": "many"}, {"title": ""}])
def test_a_row_with_a_mistake_keeps_all_rows_unsent(client, member, meeting, values):
    page = client.post(address("voices", meeting), filled(row(), row("Buses", people="3") | values))
    assert set(page.context["rows"].errors[1]) == set(values)
    assert not Signal.objects.filter(meeting=meeting).exists()


def test_rows_that_are_all_empty_are_explained(client, member, meeting):
    assert "at least one row" in client.post(address("voices", meeting), filled()).text


def test_more_rows_keep_what_was_typed(client, member, meeting):
    page = client.post(address("voices", meeting), filled(row(), step="more"))
    assert len(page.context["rows"].forms) == 8
    assert "A guide for new families" in page.text
    many = client.post(address("voices", meeting), filled(row(), step="more") | {"form-TOTAL_FORMS": "999999"})
    assert len(many.context["rows"].forms) == 30


def test_a_second_press_enters_nothing_twice(client, member, meeting):
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(address("voices", meeting)).text)[1]
    for _press in range(2):
        client.post(address("voices", meeting), filled(row(), form_key=key))
    assert Signal.objects.filter(meeting=meeting).count() == 1


def test_the_meeting_says_what_became_of_each_voice(client, member, meeting):
    meetings.record(meeting, [said(title="Waiting"), said(title="Refused")], by=member)
    moves.move(Need.objects.get(title="Refused"), Status.DECLINED, by=member, reason=BOTH)
    text = squeeze(client.get(address("inspect", meeting)).text)
    refused = Need.objects.get(title="Refused")
    assert "about 25 people" in text and "Declined" in text and BOTH["en"] in text
    assert refused.get_absolute_url() in text
    assert Need.objects.get(title="Waiting").get_absolute_url() not in text


def test_undoing_says_what_goes_and_what_stays(client, member, meeting):
    meetings.record(meeting, [said(title="Untouched"), said(title="Taken")], by=member)
    taken = Need.objects.get(title="Taken")
    assigning.assign(taken, member, by=member)
    client.post(address("inspect", meeting))
    untouched = Need.objects.get(title="Untouched")
    question = squeeze(client.get(address("undo", meeting)).text)
    gone, stays = (question.index(f"#{need.pk}<span") for need in (untouched, taken))
    assert question.index("These needs will be gone") < gone < question.index("These needs stay") < stays
    assert Need.objects.count() == 2, "nothing is undone before the answer"
    page = client.post(address("undo", meeting), follow=True)
    assert "1 need is gone." in page.text
    assert f"somebody has worked on them: #{taken.pk}." in page.text
    assert "Nothing of it counts." in page.text
    assert client.get(address("voices", meeting), follow=True).status_code == 404
    assert "undone in the meantime" in client.post(address("undo", meeting), follow=True).text
    assert client.get(address("undo", meeting)).url == address("inspect", meeting)


def test_a_need_shows_the_meeting_in_the_queue_its_filter_and_its_export(client, member):
    meet(member, said())
    need, other = Need.objects.get(), make_need(title="Not from a meeting")
    text = squeeze(client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])).text)
    assert "Family night" in text and "a meeting of about 25 people" in text
    queue = reverse("wagtailsnippets_feedback_need:list")
    found = client.get(queue, {"source": SignalKind.MEETING})
    assert "0 + ~25" in found.text and other.title not in found.text
    export = b"".join(client.get(queue, {"export": "csv"}).streaming_content).decode()
    assert "People at meetings" in export and ",0,1,25," in export


@pytest.mark.parametrize(
    ("language", "one", "together"),
    [
        ("en", "a meeting of about 25 people", "1 person, 2 meetings of about 35 people together"),
        ("es", "una reunión de unas 25 personas", "1 persona, 2 reuniones de unas 35 personas en total"),
    ],
)
def test_everyone_reads_that_it_was_said_at_a_meeting_and_not_at_which(client, member, language, one, together):
    client.logout()
    meet(member, said())
    need = moves.move(Need.objects.get(), Status.UNDER_REVIEW, by=None)
    board = {"en": "/en/needs/", "es": "/es/necesidades/"}[language]
    for address in (board, f"{board}{need.number}/{need.slug}/"):
        text = squeeze(client.get(address).text)
        assert one in text
        assert "Family night" not in text and "0 p" not in text
    meet(member, said(10, need=need))
    voice = make_need(author=UserFactory())
    signal = voice.signals.get()
    signal.need = need
    signal.save()
    meetings.priority.refresh([need])
    assert together in squeeze(client.get(board).text)


@pytest.mark.once
def test_the_list_and_the_screen_stay_flat(client, member):
    meeting = meet(member, said(), region=RegionalCenterFactory())

    def look():
        client.get(reverse(LIST))
        client.get(address("inspect", meeting))

    def grow():
        region = RegionalCenterFactory()
        for _ in range(10):
            meet(UserFactory(working_group=True), said(), region=region)
            meetings.record(meeting, [said(topic=TopicFactory(), region=region)], by=member)

    assert_flat(look, grow)
