"""One need on one screen, and what can be done there."""

import pytest
from django.urls import reverse

from feedback import domain
from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def url(need):
    return reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])


def act(client, need, action, **data):
    return client.post(url(need), {"action": action, "expected_status": need.status} | data)


def now(need):
    return Need.objects.get(pk=need.pk)


@pytest.mark.parametrize("page", ["x", "-1", "", "99999999"])
def test_a_page_that_is_none_is_refused_beside_the_field(client, member, page):
    need = make_need()
    response = act(client, need, "link", page=page, when="now")
    assert response.status_code == 200
    assert set(response.context["actions"][0].errors) == {"page"}
    assert now(need).answer_work is None


def test_the_screen_counts_contributors_and_does_not_name_them(client, member):
    author = UserFactory(display_name="Ana Secret", email="ana-secret@example.org")
    need = make_need(author=author, title="A council guide", body="Our council starts.")
    domain.merge(make_need(email="other-secret@example.org"), need, by=None)
    text = client.get(url(need)).content.decode()
    assert "Our council starts." in text
    assert "Different people" in text
    assert "ecret" not in text


def test_an_unknown_need_is_not_found(client, member):
    address = reverse("wagtailsnippets_feedback_need:inspect", args=[999])
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("action", ["", "nonsense", "__class__"])
def test_an_unknown_action_is_a_bad_request(client, member, action):
    assert act(client, make_need(), action).status_code == 400


def test_taking_assigning_and_giving_back(client, member):
    need, colleague = make_need(), UserFactory(working_group=True)
    assert act(client, need, "take").status_code == 302
    assert (now(need).assignee, now(need).status) == (member, Status.UNDER_REVIEW)
    act(client, now(need), "assign", assignee=colleague.pk)
    assert now(need).assignee == colleague
    act(client, now(need), "assign", assignee="")
    assert now(need).assignee is None


def test_a_need_is_not_given_to_someone_outside_the_group(client, member):
    need = make_need()
    response = act(client, need, "assign", assignee=UserFactory().pk)
    assert response.status_code == 200
    assert now(need).assignee is None


def test_declining_without_reasons_says_so_and_keeps_what_was_typed(client, member):
    need = make_need()
    response = act(client, need, "move", to="declined", reason_en="Kept as typed", why="Note kept")
    text = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["actions"][0].errors) == ["reason_es"]
    assert "Kept as typed" in text
    assert "Note kept" in text
    assert now(need).status == Status.RECEIVED


def test_declining_with_reasons_in_both_languages(client, member):
    need = make_need()
    act(client, need, "move", to="declined", reason_en="No.", reason_es="No, gracias.", why="Sold")
    need = now(need)
    assert (need.status, need.reason_en, need.reason_es) == (Status.DECLINED, "No.", "No, gracias.")
    assert (need.events.last().by, need.events.last().why) == (member, "Sold")


def test_whoever_decided_on_an_older_status_is_told(client, member):
    need = make_need(Status.UNDER_REVIEW)
    domain.move(need, Status.PLANNED, by=None)
    response = act(client, need, "move", to="declined", reason_en="No.", reason_es="No.")
    assert "Someone else moved this need in the meantime" in response.content.decode()
    assert now(need).status == Status.PLANNED


def test_a_move_that_is_not_offered_is_refused(client, member):
    need = make_need()
    assert act(client, need, "move", to="published").status_code == 200
    assert now(need).status == Status.RECEIVED


def test_drafting_opens_the_editor_and_the_member_may_submit_but_not_publish(client, member):
    need = make_need()
    response = act(client, need, "draft")
    editor = client.get(response.url).content.decode()
    assert 'name="action-submit"' in editor
    assert 'name="action-publish"' not in editor


def test_linking_a_page(client, member):
    draft, live, need, other = ResourcePageFactory(draft=True), ResourcePageFactory(), make_need(), make_need()
    act(client, need, "link", page=draft.pk, when="now")
    assert (now(need).answer_work_id, now(need).status) == (draft.translation_key, Status.RECEIVED)
    assert draft.title in client.get(url(need)).content.decode()
    act(client, other, "link", page=live.pk, when="now")
    assert now(other).status == Status.PUBLISHED


@pytest.mark.parametrize("number", ["", "0", "x", "999999", "99999999999999999999"])
def test_merging_into_nothing_is_said_beside_the_field(client, member, number):
    need = make_need()
    response = act(client, need, "merge", into=number)
    assert list(response.context["actions"][0].errors) == ["into"]
    assert now(need).status == Status.RECEIVED


def test_merging_and_undoing_it(client, member):
    need, into = make_need(), make_need()
    act(client, need, "merge", into=into.number, why="The same")
    assert now(need).merged_into == into
    assert client.get(url(need)).status_code == 200
    act(client, now(need), "unmerge")
    assert now(need).status == Status.RECEIVED


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.RECEIVED, {"take", "draft", "move", "link", "assign", "merge"}),
        (Status.IN_PROGRESS, {"take", "draft", "move", "link", "assign", "merge"}),
        (Status.DECLINED, set()),
        (Status.MERGED, {"unmerge"}),
    ],
)
def test_only_what_is_possible_is_offered(client, member, status, offered):
    need = make_merged_need() if status == Status.MERGED else make_need(status)
    actions = client.get(url(need)).context["actions"]
    assert {action.name for action in actions} == offered


def test_private_words_stay_in_the_group(client):
    need = make_need()
    domain.move(need, Status.DECLINED, by=None, why="A private note", reason=BOTH)
    client.force_login(UserFactory(working_group=True))
    assert "A private note" in client.get(url(need)).content.decode()
