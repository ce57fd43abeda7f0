import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.resources.models import ResourcePage
from feedback.actions import ACTIONS, BULK
from feedback.domain import assigning, findings, meetings, merging
from feedback.domain.errors import RefusedError
from feedback.enums import SignalKind, Status
from feedback.models import FindingImport, Meeting, Need, Promises
from feedback.permissions import queue_workers
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "wagtailsnippets_feedback_need:list"
INSPECT = "wagtailsnippets_feedback_need:inspect"
BULK_URL = reverse("wagtailsnippets_feedback_need:bulk")
PEOPLE = {
    "anonymous": None,
    "member": {},
    "cop": {"cop": True},
    "working_group": {"working_group": True},
    "moderator": {"moderator": True},
    "editor": {"editor": True},
    "admin": {"admin": True},
}
MAY = {"working_group", "admin"}
MAY_READ = MAY | {"editor"}
MAY_PROMISE = {"editor", "admin"}


@pytest.fixture(params=PEOPLE)
def visitor(request, client):
    traits = PEOPLE[request.param]
    if traits is not None:
        client.force_login(UserFactory(**traits))
    client.may, client.may_read = request.param in MAY, request.param in MAY_READ
    client.may_promise = request.param in MAY_PROMISE
    return client


def refused(response):
    """A redirect to the sign-in or to the admin's home; who is signed out gets what they typed handed back."""
    if response.status_code == 403:
        return "You have been signed out" in response.text
    return response.status_code == 302 and response.url.startswith(("/admin/", "/en/accounts/login/", "/es/cuenta/"))


def test_who_sees_the_queue(visitor):
    need = make_need(title="A guide only the group may see here")
    response = visitor.get(reverse(LIST))
    if visitor.may_read:
        assert response.status_code == 200
        assert need.title in response.content.decode()
    else:
        assert refused(response)


def test_who_exports_the_queue(visitor):
    make_need()
    response = visitor.get(reverse(LIST), {"export": "csv"})
    assert response.status_code == 200 if visitor.may_read else refused(response)


def test_who_opens_a_need(visitor):
    response = visitor.get(reverse(INSPECT, args=[make_need().pk]))
    assert response.status_code == 200 if visitor.may_read else refused(response)


def test_who_moves_a_need(visitor):
    need = make_need()
    data = {"action": "review", "expected_version": need.version}
    response = visitor.post(reverse(INSPECT, args=[need.pk]), data)
    moved = Need.objects.get(pk=need.pk).status == Status.UNDER_REVIEW
    assert moved == visitor.may
    assert visitor.may or refused(response)


def test_whoever_only_reads_is_offered_nothing_to_do(client):
    client.force_login(UserFactory(editor=True))
    response = client.get(reverse(INSPECT, args=[make_need().pk]))
    assert response.context["actions"] == []
    assert "You can read the queue." in response.content.decode()


@pytest.mark.parametrize("action", ACTIONS)
def test_whoever_only_reads_changes_nothing(client, action):
    client.force_login(UserFactory(editor=True))
    need = make_need()
    data = {"action": action, "expected_version": need.version, "note": "x", "reason_en": "x", "reason_es": "x"}
    assert refused(client.post(reverse(INSPECT, args=[need.pk]), data))
    need.refresh_from_db()
    assert (need.version, need.events.count()) == (1, 1)


def test_who_drafts_a_page(visitor):
    need = make_need()
    response = visitor.post(reverse(INSPECT, args=[need.pk]), {"action": "draft", "expected_version": need.version})
    pages = ResourcePage.objects.filter(title=need.title)
    assert pages.count() == (1 if visitor.may else 0)
    if visitor.may:
        assert response.url == reverse("wagtailadmin_pages:edit", args=[pages.get().pk])
        assert visitor.get(response.url).status_code == 200
    else:
        assert refused(response)


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_wagtails_own_forms_are_closed_to_everyone(visitor, name):
    need = make_need()
    url = reverse(f"wagtailsnippets_feedback_need:{name}", args=[] if name == "add" else [need.pk])
    assert refused(visitor.get(url))
    assert refused(visitor.post(url, {"title": "Other"}))
    assert Need.objects.get(pk=need.pk).title == need.title


def test_no_one_deletes_needs_in_bulk_or_lists_them_in_a_chooser(visitor):
    need = make_need(title="Only for the queue")
    response = visitor.post(f"/admin/bulk/feedback/need/delete/?id={need.pk}")
    assert response.status_code == 302
    assert Need.objects.filter(pk=need.pk).exists()
    chooser = visitor.get("/admin/snippets/choose/feedback/need/", follow=True)
    assert "Only for the queue" not in chooser.content.decode()


@pytest.mark.parametrize("query", ["id=all", "id={pk}"])
def test_bulk_actions_show_no_titles(visitor, query):
    need = make_need(title="Only for the queue")
    address = f"/admin/bulk/feedback/need/delete/?{query.format(pk=need.pk)}"
    response = visitor.get(address)
    assert refused(response)
    assert "Only for the queue" not in visitor.get(address, follow=True).content.decode()


@pytest.mark.parametrize("by", ["group", "own"])
def test_who_left_is_no_longer_offered_a_need(by):
    person = UserFactory(working_group=by == "group")
    if by == "own":
        person.user_permissions.add(Permission.objects.get(codename="work_queue"))
    assert person in queue_workers()
    person.is_active = False
    person.save()
    assert person not in queue_workers()
    with pytest.raises(RefusedError):
        assigning.assign(make_need(), person, by=None)


def test_who_says_how_soon_people_hear(visitor):
    address, before = reverse("wagtailsettings:edit", args=["feedback", "promises"]), Promises.load().received
    response = visitor.post(f"{address}{Promises.load().pk}/", {"received": "21"})
    assert before == 14
    assert Promises.load().received == (21 if visitor.may_promise else 14)
    assert visitor.may_promise or refused(response)


@pytest.mark.parametrize("action", BULK)
def test_who_does_something_with_many_needs_at_once(visitor, action):
    topic, region, need = TopicFactory(), RegionalCenterFactory(), make_need(Status.UNDER_REVIEW, title="Only for some")
    if action == "start":
        need = make_need(Status.PLANNED, title="Only for some")
    elif action == "publish":
        need = make_need(Status.IN_PROGRESS, title="Only for some")
        need.answer_work = ResourcePageFactory().work
        need.save()
    elif action == "review":
        need = make_need(Status.NEEDS_INPUT, title="Only for some")
    colleague = UserFactory(working_group=True)
    data = {"action": action, "need": f"{need.pk}:{need.version}", "into": f"#{make_need().number}"}
    data |= {"reason_en": "x", "reason_es": "x", "topic": topic.pk, "region": region.pk, "assignee": colleague.pk}
    for response in (visitor.get(BULK_URL, data), visitor.get(BULK_URL, data | {"next": "/admin/"})):
        assert ("Only for some" in response.content.decode()) is visitor.may
        assert visitor.may or refused(response)
    response = visitor.post(BULK_URL, data)
    assert visitor.may or refused(response)
    assert (Need.objects.get(pk=need.pk).version > need.version) is visitor.may


def test_who_splits_a_need(visitor):
    need = make_need()
    merging.merge(make_need(), need, by=None)
    need.refresh_from_db()
    data = {"action": "split", "expected_version": need.version, "signals": need.signals.first().pk}
    response = visitor.post(reverse(INSPECT, args=[need.pk]), data)
    assert need.signals.count() == (1 if visitor.may else 2)
    assert visitor.may or refused(response)


MEETING = "wagtailsnippets_feedback_meeting:"


def a_meeting():
    by = UserFactory(working_group=True)
    meeting = meetings.plan(meetings.Facts("Family night", "2026-10-03"), by=by)
    meetings.record(meeting, [meetings.Spoken("A voice for the group", "en", 25)], by=by)
    return meeting


def test_who_reads_what_was_said_at_meetings(visitor):
    meeting = a_meeting()
    for address, words in (
        (reverse(f"{MEETING}list"), "Family night"),
        (reverse(f"{MEETING}inspect", args=[meeting.pk]), "A voice for the group"),
    ):
        response = visitor.get(address)
        assert words in response.text if visitor.may_read else refused(response)


def test_who_enters_what_was_said_at_meetings(visitor):
    meeting = a_meeting()
    facts = {"name": "Other", "held_on": "2026-10-04"}
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title": "New", "form-0-people": 3, "step": "save"}
    for name, args, data in (
        ("add", [], facts),
        ("edit", [meeting.pk], facts),
        ("voices", [meeting.pk], rows | {"form-0-language": "en"}),
    ):
        address = reverse(f"{MEETING}{name}", args=args)
        assert visitor.get(address).status_code == 200 if visitor.may else refused(visitor.get(address))
        response = visitor.post(address, data)
        assert visitor.may or refused(response)
    assert Meeting.objects.filter(name="Other").count() == (2 if visitor.may else 0)
    assert Need.objects.filter(title="New").exists() is visitor.may


def test_who_undoes_a_meeting(visitor):
    meeting = a_meeting()
    address = reverse(f"{MEETING}undo", args=[meeting.pk])
    assert visitor.get(address).status_code == 200 if visitor.may else refused(visitor.get(address))
    response = visitor.post(address)
    assert visitor.may or refused(response)
    assert Need.objects.exists() is not visitor.may


def test_no_one_deletes_a_meeting(visitor):
    meeting = a_meeting()
    assert refused(visitor.post(reverse(f"{MEETING}delete", args=[meeting.pk])))
    assert visitor.post(f"/admin/bulk/feedback/meeting/delete/?id={meeting.pk}").status_code == 302
    assert "Family night" not in visitor.get("/admin/bulk/feedback/meeting/delete/?id=all", follow=True).text
    assert Meeting.objects.exists()


IMPORTS = "wagtailsnippets_feedback_findingimport:"


def an_import():
    by = UserFactory(working_group=True)
    return findings.upload(
        b"Note,Weight\nOnly for the group,\nWrong,9",
        kind=SignalKind.PROGRESS_REPORT,
        title="Report",
        file_name="x",
        by=by,
    )


def test_who_sees_what_was_imported(visitor):
    source = an_import()
    for address, words in (
        (reverse(f"{IMPORTS}list"), "Report"),
        (reverse(f"{IMPORTS}inspect", args=[source.pk]), "Only for the group"),
    ):
        response = visitor.get(address)
        assert words in response.text if visitor.may_read else refused(response)


@pytest.mark.parametrize("name", ["add", "template", "undo", "wrong"])
def test_who_opens_what_is_for_importing(visitor, name):
    source = an_import()
    response = visitor.get(reverse(f"{IMPORTS}{name}", args=[source.pk] if name in ("undo", "wrong") else []))
    assert response.status_code == 200 if visitor.may else refused(response)


def test_who_imports_and_undoes(visitor):
    source = an_import()
    file = SimpleUploadedFile("x.csv", b"Note\nBuses")
    responses = [visitor.post(reverse(f"{IMPORTS}add"), {"kind": "progress_report", "title": "Mine", "file": file})]
    for action in ("start", "undo"):
        responses.append(visitor.post(reverse(f"{IMPORTS}inspect", args=[source.pk]), {"action": action}))
    assert visitor.may or all(refused(response) for response in responses)
    assert FindingImport.objects.filter(title="Mine").exists() is visitor.may
    source.refresh_from_db()
    assert bool(source.started_at) is bool(source.undo_asked_at) is visitor.may


def test_no_one_deletes_an_import(visitor):
    source = an_import()
    for name in ("edit", "delete"):
        assert refused(visitor.post(reverse(f"{IMPORTS}{name}", args=[source.pk])))
    assert FindingImport.objects.exists()
