"""One need on one screen, and what can be done there."""

import pytest
from django.urls import reverse

from cms.accounts.domain import participants
from feedback.domain import assigning, helpful, merging, moves
from feedback.enums import Status
from feedback.models import Need, Signal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need
from tests.factories.pages import ResourcePageFactory
from tests.markup import squeeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def url(need):
    return reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])


def act(client, need, action, **data):
    return client.post(url(need), {"action": action, "expected_version": need.version} | data)


def now(need):
    return Need.objects.get(pk=need.pk)


@pytest.mark.parametrize("page", ["x", "-1", "", "99999999", "9" * 5000])
def test_a_page_that_is_none_is_refused_beside_the_field(client, member, page):
    need = make_need()
    response = act(client, need, "link", page=page, when="now")
    assert response.status_code == 200
    assert set(response.context["tried"].errors) == {"page"}
    assert now(need).answer_work is None


def test_the_screen_counts_contributors_and_does_not_name_them(client, member):
    author = UserFactory(display_name="Ana Secret", email="ana-secret@example.org")
    need = make_need(author=author, title="A council guide", body="Our council starts.")
    merging.merge(make_need(email="other-secret@example.org"), need, by=None)
    text = client.get(url(need)).content.decode()
    assert "Our council starts." in text
    assert "Different people" in text
    assert "ecret" not in text


def test_members_see_how_many_a_page_helped_and_of_which_answer_something_was_said(client, member):
    work = ResourcePageFactory().work
    for answer in (True, False):
        helpful.answer(work, participants.of_receipt("en"), answer, language="en")
    helpful.answer(work, participants.of_user(UserFactory()), True, language="en")
    said = {"language": "en", "reason": "Which office?", "part": "abc", "part_title": "Who may apply?"}
    helpful.answer(work, participants.of_receipt("en"), False, **said)
    text = squeeze(client.get(url(Need.objects.get())).text)
    assert "2 said yes, 2 said no, 3 of them without an account" in text
    assert "About: Who may apply?" in text
    assert "Which office?" in text
    assert "said yes" not in client.get(url(make_need(work=ResourcePageFactory().work))).text


def test_what_thousands_said_is_read_page_by_page(client, member):
    need = make_need()
    said = {"kind": "suggestion", "language": "en", "participant": participants.of_receipt("en")}
    more = [Signal(need=need, origin=need, text=f"Voice {number}.", **said) for number in range(300)]
    Signal.objects.bulk_create(more)
    first, last = client.get(url(need)), client.get(url(need), {"p": 7})
    assert [len(page.context["signals"]) for page in (first, last)] == [50, 1]
    assert "Voice 48." in first.text and "Voice 299." not in first.text
    assert "Voice 299." in last.text and "Page 7 of 7" in last.text
    (split,) = [action for action in first.context["actions"] if action.name == "split"]
    assert len(split.fields["signals"].choices) == 200


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
    response = act(client, now(need), "assign", assignee="")
    assert list(response.context["tried"].errors) == ["note"]
    assert now(need).assignee == colleague
    act(client, now(need), "assign", assignee="", note="She is on leave.")
    assert now(need).assignee is None


def test_a_need_is_not_given_to_someone_outside_the_group(client, member):
    need = make_need()
    response = act(client, need, "assign", assignee=UserFactory().pk)
    assert response.status_code == 200
    assert now(need).assignee is None


def test_declining_without_reasons_says_so_and_keeps_what_was_typed(client, member):
    need = make_need()
    response = act(client, need, "decline", reason_en="Kept as typed", note="Note kept")
    text = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["tried"].errors) == ["reason_es"]
    assert "Kept as typed" in text
    assert "Note kept" in text
    assert now(need).status == Status.RECEIVED


def test_declining_with_reasons_in_both_languages(client, member):
    need = make_need()
    act(client, need, "decline", reason_en="No.", reason_es="No, gracias.", note="Sold")
    need = now(need)
    assert (need.status, need.reason_en, need.reason_es) == (Status.DECLINED, "No.", "No, gracias.")
    assert (need.events.last().by, need.events.last().note) == (member, "Sold")


def test_whoever_decided_on_an_older_status_is_told(client, member):
    need = make_need(Status.UNDER_REVIEW)
    moves.move(need, Status.PLANNED, by=None)
    response = act(client, need, "decline", reason_en="No.", reason_es="No.")
    assert "Someone else changed this need in the meantime" in response.content.decode()
    assert now(need).status == Status.PLANNED


def test_a_move_that_is_not_offered_is_refused(client, member):
    need = make_need()
    assert act(client, need, "publish").status_code == 200
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
    assert list(response.context["tried"].errors) == ["into"]
    assert now(need).status == Status.RECEIVED


def test_merging_and_undoing_it(client, member):
    need, into = make_need(), make_need()
    act(client, need, "merge", into=into.number, note="The same")
    assert now(need).merged_into == into
    assert client.get(url(need)).status_code == 200
    act(client, now(need), "unmerge")
    assert now(need).status == Status.RECEIVED


OPEN_TO_ALL = {"take", "draft", "link", "assign", "topic", "theme", "region", "merge", "decline", "note", "hide"}
OPEN_TO_ALL |= {"dismiss"}


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.RECEIVED, OPEN_TO_ALL | {"review"}),
        (Status.UNDER_REVIEW, OPEN_TO_ALL | {"plan", "ask"}),
        (Status.NEEDS_INPUT, OPEN_TO_ALL | {"review"}),
        (Status.PLANNED, OPEN_TO_ALL | {"start"}),
        (Status.IN_PROGRESS, OPEN_TO_ALL | {"publish"}),
        (Status.DECLINED, {"reopen", "correct", "note", "hide", "dismiss"}),
        (Status.MERGED, {"unmerge", "note", "hide"}),
    ],
)
def test_only_what_is_possible_is_offered(client, member, status, offered):
    need = make_merged_need() if status == Status.MERGED else make_need(status)
    actions = client.get(url(need)).context["actions"]
    assert {action.name for action in actions} == offered


def unfolded(client, need):
    actions = client.get(url(need)).context["actions"]
    assert [action.likely for action in actions] == sorted((action.likely for action in actions), reverse=True)
    return [action.name for action in actions if action.likely]


def test_the_likely_action_comes_first_and_the_others_are_folded(client, member):
    need = make_need()
    assert unfolded(client, need) == ["take"]
    act(client, need, "take")
    assert unfolded(client, need) == ["draft"]
    moves.move(need, Status.NEEDS_INPUT, by=member, reason=BOTH)
    assert unfolded(client, need) == ["review"]
    assigning.assign(need, UserFactory(working_group=True), by=member)
    assert unfolded(client, need) == []


@pytest.mark.parametrize(
    ("action", "texts"),
    [("review", set()), ("plan", {"response_en", "response_es"}), ("ask", {"reason_en", "reason_es"})],
)
def test_a_move_asks_only_for_the_text_that_goes_with_it(client, member, action, texts):
    need = make_need(Status.NEEDS_INPUT if action == "review" else Status.UNDER_REVIEW)
    form = next(one for one in client.get(url(need)).context["actions"] if one.name == action)
    assert {field.name for field in form.visible_fields()} == texts | {"note"}


def test_a_note_changes_nothing_else(client, member):
    need = make_need(Status.PLANNED)
    before = now(need)
    act(client, need, "note", note="Ask Riverside first.")
    after = now(need)
    assert (after.status, after.assignee, after.status_since) == (before.status, before.assignee, before.status_since)
    assert (after.events.last().kind, after.events.last().note) == ("noted", "Ask Riverside first.")


def test_the_other_need_is_found_by_words_and_chosen(client, member):
    need, into = make_need(title="Guía propia"), make_need(title="Guía para familias")
    make_need(title="Guía para escuelas", status=Status.DECLINED)
    response = act(client, need, "merge", into="GUIA")
    form = response.context["tried"]
    assert list(form.errors) == ["chosen"]
    assert form.fields["chosen"].choices == [(into.pk, str(into))]
    act(client, need, "merge", into="GUIA", chosen=into.pk)
    assert now(need).merged_into == into


def test_the_other_need_is_named_by_its_number_as_it_is_written(client, member):
    need, into = make_need(), make_need()
    act(client, need, "merge", into=f"#{into.number}")
    assert now(need).merged_into == into


def test_the_history_says_who_did_what_and_what_the_public_was_told(client, member):
    need = make_need(Status.UNDER_REVIEW)
    act(client, need, "ask", reason_en="Which grade?", reason_es="¿Qué grado?", note="Only a private note")
    text = client.get(url(need)).content.decode()
    assert "Under review → Needs your input" in text
    assert all(said in text for said in ("Which grade?", "¿Qué grado?", "Only a private note"))


def test_a_deleted_colleague_is_a_former_member_and_not_the_site(client, member):
    colleague = UserFactory(working_group=True)
    need = assigning.assign(make_need(), colleague, by=member)
    moves.move(need, Status.PLANNED, by=colleague)
    colleague.delete()
    text = client.get(url(need)).content.decode()
    assert text.count("former member") == 2
    assert "by itself" not in text


def test_private_words_stay_in_the_group(client):
    need = make_need()
    moves.move(need, Status.DECLINED, by=None, note="A private note", reason=BOTH)
    client.force_login(UserFactory(working_group=True))
    assert "A private note" in client.get(url(need)).content.decode()
