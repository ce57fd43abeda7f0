"""Importing findings in the admin: what is shown before, meanwhile and afterwards."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.users.models import UserProfile

from feedback import tasks
from feedback.domain import moves
from feedback.enums import SignalKind, Status
from feedback.models import FindingImport, Need
from tests.factories.accounts import UserFactory
from tests.feedback.domain.test_findings import HEADINGS, imported, note, undone
from tests.markup import squeeze
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def address(name, source=None):
    return reverse(f"wagtailsnippets_feedback_findingimport:{name}", args=[source.pk] if source else [])


def send(client, *lines, name="report.csv", headings=HEADINGS, **data):
    file = SimpleUploadedFile(name, "\n".join([headings, *lines]).encode())
    values = {"kind": SignalKind.PROGRESS_REPORT, "title": "Annual report", "file": file} | data
    return client.post(address("add"), values, follow=True)


def act(client, action):
    return client.post(address("inspect", FindingImport.objects.get()), {"action": action}, follow=True)


def test_from_a_file_to_needs_with_a_look_before_and_a_bar_meanwhile(client, member):
    page = squeeze(send(client, note("Buses <b>"), note("Trains", weight=9)).text)
    assert "Buses &lt;b&gt;" in page and "Import 1 row" in page
    assert "Weight" in page and "A whole number from 1 to 5" in page
    assert not Need.objects.exists()
    page = act(client, "start").text
    assert "<progress" in page and "Look again" in page and "Rows: 0 of 1" in page
    tasks.go_on_with_imports()
    page = squeeze(client.get(address("inspect", FindingImport.objects.get())).text)
    assert "<progress" not in page
    assert f"Need #{Need.objects.get().pk}" in page


def test_the_rows_with_a_mistake_come_back_to_be_mended_and_the_right_ones_are_not_imported_twice(client, member):
    send(client, note("Buses"), ',,,Famlies,,"=Trains",en')
    response = client.get(address("wrong", FindingImport.objects.get()))
    headings, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert headings == [*HEADINGS.split(","), "What is wrong"]
    assert row[3] == "Famlies" and row[5] == "'=Trains"
    assert row[7] == "Audience: There is no such name. Did you mean: Families?"
    row[3] = "Families"
    act(client, "start")
    tasks.go_on_with_imports()
    source = FindingImport.objects.get()
    mended = ",".join(row[:7])
    FindingImport.objects.exclude(pk=source.pk).delete()
    imported(member, note("Buses"), mended)
    assert sorted(Need.objects.values_list("title", flat=True)) == ["=Trains", "Buses"]


@pytest.mark.parametrize(
    ("language", "heading", "note_"), [("en", "Audience", "agendas"), ("es", "Público", "agendas claras")]
)
def test_a_file_to_fill_in_speaks_the_readers_language_and_can_be_sent_as_it_is(
    client, member, language, heading, note_
):
    UserProfile.objects.update_or_create(user=member, defaults={"preferred_language": language})
    text = client.get(address("template")).content.decode("utf-8-sig")
    assert heading in text.splitlines()[0] and note_ in text
    lines = text.splitlines()
    send(client, *lines[1:], headings=lines[0])
    assert FindingImport.objects.with_counts().get().waiting == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [({"file": ""}, "file"), ({"title": ""}, "title"), ({"kind": "vote"}, "kind"), ({"kind": ""}, "kind")],
)
def test_what_is_missing_is_explained_beside_its_field(client, member, data, field):
    page = send(client, note("Buses"), **data)
    assert set(page.context["form"].errors) == {field}
    assert not FindingImport.objects.exists()


def test_a_file_that_is_none_is_explained_beside_it(client, member):
    page = send(client, "x", headings="Topic,Region")
    assert "must name the columns" in page.text
    assert page.context["form"]["title"].value() == "Annual report"
    assert not FindingImport.objects.exists()


def test_undoing_names_what_stays(client, member):
    source = imported(member, note("Buses"), note("Trains"))
    moves.move(Need.objects.get(title="Trains"), Status.UNDER_REVIEW, by=member)
    assert address("undo", source) in client.get(address("inspect", source)).text
    assert "2 rows are imported." in squeeze(client.get(address("undo", source)).text)
    assert Need.objects.count() == 2, "nothing is undone before the answer"
    act(client, "undo")
    tasks.go_on_with_imports()
    page = squeeze(client.get(address("inspect", source)).text)
    kept = Need.objects.get()
    assert kept.title == "Trains" and "What stays" in page and f"#{kept.pk}" in page
    assert "Undo this import" not in page
    assert "started or undone already" in act(client, "undo").text


def test_everyone_reads_that_a_report_says_so_and_no_person(client, member):
    imported(member, note("Buses"))
    need = moves.move(Need.objects.get(), Status.UNDER_REVIEW, by=member)
    for language, words in (("en", "1 finding of a report"), ("es", "1 hallazgo de un informe")):
        board = {"en": "/en/needs/", "es": "/es/necesidades/"}[language]
        text = squeeze(client.get(f"{board}{need.number}/{need.slug}/").text)
        assert words in text and "0 p" not in text
    found = client.get(reverse("wagtailsnippets_feedback_need:list"), {"source": SignalKind.PROGRESS_REPORT})
    assert "Buses" in found.text


@pytest.mark.once
def test_the_screens_stay_flat(client, member):
    source = imported(member, note("Buses"), ",,,Famlies,,Trains,en")
    moves.move(Need.objects.get(), Status.UNDER_REVIEW, by=member)
    undone(source)

    def look():
        client.get(address("list"))
        client.get(address("inspect", source))

    def grow():
        for number in range(3):
            imported(UserFactory(working_group=True), note(f"A {number}"), note(f"B {number}"))
        for need in Need.objects.exclude(status=Status.UNDER_REVIEW):
            moves.move(need, Status.UNDER_REVIEW, by=member)
        FindingImport.objects.get(pk=source.pk).rows.model.objects.update(source=source)
        FindingImport.objects.get(pk=source.pk).rows.filter(state="imported").update(state="kept")

    assert_flat(look, grow)
