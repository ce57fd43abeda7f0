"""Two members on one need: the second is told what changed, loses nothing they typed, and may send it again."""

import re

import pytest
from django.urls import reverse

from feedback.domain import assigning, dismissing, hiding, merging, moves, pages
from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_offered_need, make_published_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db

TYPED = {"note": "My own note", "reason_en": "Typed in English", "reason_es": "Escrito en español"}
TYPED |= {"response_en": "Typed in English", "response_es": "Escrito en español"}
# Every action, with a status in which it is offered.
ACTIONS = {
    "take": Status.RECEIVED,
    "review": Status.NEEDS_INPUT,
    "draft": Status.PLANNED,
    "plan": Status.UNDER_REVIEW,
    "start": Status.PLANNED,
    "ask": Status.UNDER_REVIEW,
    "publish": Status.IN_PROGRESS,
    "link": Status.PLANNED,
    "correct": Status.DECLINED,
    "reopen": Status.DECLINED,
    "note": Status.RECEIVED,
    "assign": Status.UNDER_REVIEW,
    "topic": Status.RECEIVED,
    "theme": Status.RECEIVED,
    "region": Status.PLANNED,
    "merge": Status.UNDER_REVIEW,
    "unmerge": Status.MERGED,
    "split": Status.UNDER_REVIEW,
    "dismiss": Status.UNDER_REVIEW,
    "restore": Status.UNDER_REVIEW,
    "decline": Status.UNDER_REVIEW,
    "hide": Status.PLANNED,
    "show": Status.PLANNED,
    "show-draft": Status.PLANNED,
    "waive": Status.PLANNED,
}


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


@pytest.fixture
def colleague():
    return UserFactory(working_group=True, display_name="Marta Colega")


def send(client, need, action, **data):
    address = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])
    return client.post(address, {"action": action, "expected_version": need.version} | data)


def need_for(action):
    if action in ("show-draft", "waive"):
        return make_offered_need(ACTIONS[action])
    need = make_merged_need() if ACTIONS[action] == Status.MERGED else make_need(ACTIONS[action])
    if action == "split":
        merging.merge(make_need(), need, by=None)
        need.refresh_from_db()
    if action == "restore":
        dismissing.dismiss(need, need.signals.all(), by=UserFactory(), note="Advertising")
        need.refresh_from_db()
    return hiding.hide(need, by=None, note="A name") if action == "show" else need


def data_for(action, member, need):
    choices = {"assign": {"assignee": member.pk}, "merge": {"into": make_need().number}}
    choices["link"] = {"page": ResourcePageFactory().pk, "when": "next"}
    choices["topic"], choices["region"] = {"topic": TopicFactory().pk}, {"region": RegionalCenterFactory().pk}
    if action in ("split", "dismiss", "restore"):
        choices[action] = {"signals": need.signals.first().pk}
    return TYPED | choices.get(action, {})


def version_shown(response, action):
    """What the form shown again sends next time."""
    hidden = rf'name="action" value="{action}">\s*<input type="hidden" name="expected_version" value="(\d+)"'
    return int(re.search(hidden, response).group(1))


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_tells_of_a_change_and_can_be_sent_again(client, member, colleague, action):
    need = need_for(action)
    data = data_for(action, member, need)
    moves.add_note(need, "Noted meanwhile", by=colleague)
    response = send(client, need, action, **data)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Someone else changed this need in the meantime" in text
    changed = response.context["changed_since"]
    assert [(event.by, event.note) for event in changed] == [(colleague, "Noted meanwhile")]
    for field in response.context["tried"].typed():
        assert field[1] in text
    after = Need.objects.get(pk=need.pk)
    assert after.version == need.version + 1
    assert version_shown(text, action) == after.version
    if action != "publish":  # which needs a live page as well
        assert send(client, after, action, **data).status_code == 302
        assert Need.objects.get(pk=need.pk).version > after.version


def test_every_action_is_tried(client):
    from feedback.actions import ACTIONS as OFFERED

    assert set(OFFERED) == {*ACTIONS, "tell_apart"}  # which says nothing of the need itself


@pytest.mark.once
@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_says_what_was_done_in_the_language_of_the_member(client, action):
    said = {}
    for language in ("en", "es"):
        member = UserFactory(working_group=True, language=language, display_name=f"Marta {language}")
        client.force_login(member)
        need = need_for(action)
        data = data_for(action, member, need)
        if action == "publish":
            pages.link_page(need, ResourcePageFactory(), by=None, as_it_is=False)
            need.refresh_from_db()
        answer = send(client, need, action, **data)
        assert answer.status_code == 302
        [said[language]] = [str(message) for message in client.get(answer.url).context["messages"]]
    assert said["en"] and said["es"]
    assert said["en"] != said["es"].replace("Marta es", "Marta en")


def test_of_two_who_assign_the_second_is_told(client, member, colleague):
    need, third = make_need(Status.UNDER_REVIEW), UserFactory(working_group=True)
    assigning.assign(need, third, by=colleague)
    response = send(client, need, "assign", assignee=member.pk, note="Mine")
    text = response.content.decode()
    assert f"Assigned to {third}" in text
    assert "Marta Colega" in text
    assert Need.objects.get(pk=need.pk).assignee == third


def test_a_status_that_came_back_is_a_change_all_the_same(client, member, colleague):
    need = make_need(Status.UNDER_REVIEW)
    moves.move(need, Status.NEEDS_INPUT, by=colleague, reason=BOTH)
    moves.move(need, Status.UNDER_REVIEW, by=colleague)
    response = send(client, need, "plan", **TYPED)
    assert [event.to_status for event in response.context["changed_since"]] == ["needs_input", "under_review"]
    assert BOTH["es"] in response.content.decode()
    assert Need.objects.get(pk=need.pk).status == Status.UNDER_REVIEW


def test_what_was_typed_stays_to_be_copied_when_the_need_no_longer_allows_it(client, member, colleague):
    need = make_need(Status.UNDER_REVIEW)
    moves.move(need, Status.DECLINED, by=colleague, reason=BOTH)
    text = send(client, need, "ask", **TYPED).content.decode()
    assert "this can no longer be done" in text
    assert all(TYPED[name] in text for name in ("note", "reason_en", "reason_es"))
    assert 'name="action" value="ask"' not in text


def test_an_error_of_ones_own_does_not_hide_a_change(client, member, colleague):
    need = make_need(Status.UNDER_REVIEW)
    moves.add_note(need, "Noted meanwhile", by=colleague)
    response = send(client, need, "decline", reason_en="Only English")
    assert list(response.context["tried"].errors) == ["reason_es"]
    assert "Noted meanwhile" in response.content.decode()


def test_nothing_changed_is_not_called_a_change(client, member):
    response = send(client, make_need(), "decline", reason_en="Only English")
    assert "What changed meanwhile" not in response.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_version_that_is_none_changes_nothing(client, member, version):
    need = make_need()
    assert send(client, need, "take", expected_version=version).status_code == 200
    assert Need.objects.get(pk=need.pk).assignee is None


def test_an_action_that_the_need_does_not_allow_is_refused(client, member):
    need = make_need(Status.DECLINED)
    response = send(client, need, "take")
    assert "This can no longer be done" in response.content.decode()
    assert Need.objects.get(pk=need.pk).assignee is None


def test_taking_what_a_colleague_has_is_refused(client, member, colleague):
    need = assigning.assign(make_need(), colleague, by=colleague)
    assert send(client, need, "take").status_code == 200
    assert Need.objects.get(pk=need.pk).assignee == colleague


def test_undoing_a_merge_that_was_undone_is_told(client, member, colleague):
    need = make_merged_need()
    merging.unmerge(need, by=colleague)
    assert "Someone else changed this need" in send(client, need, "unmerge").content.decode()


def test_correcting_what_was_reopened_meanwhile_keeps_the_text(client, member, colleague):
    need = make_published_need(ResourcePageFactory())
    moves.move(need, Status.IN_PROGRESS, by=colleague, note="The wrong page")
    text = send(client, need, "correct", **TYPED).content.decode()
    assert "Typed in English" in text
    assert "The wrong page" in text
