"""A page goes live in two steps: its region approves, an editor publishes. Only who is concerned is told."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from post_office.models import Email
from wagtail.models import Task
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.core.models import RegionReview
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def region():
    return RegionalCenterFactory()


@pytest.fixture
def people(region):
    """One of each kind."""
    elsewhere = RegionalCenterFactory()
    return {
        "of the region": UserFactory(working_group=True, region=region, spanish=True),
        "of another region": UserFactory(working_group=True, region=elsewhere),
        "editor": UserFactory(editor=True),
        "administrator": UserFactory(admin=True),
        "moderator": UserFactory(moderator=True),
    }


@pytest.fixture
def author(region):
    return UserFactory(working_group=True, region=RegionalCenterFactory())


@pytest.fixture
def page(region, author, people):
    return submitted(author, region)


def submitted(author, region):
    page = ResourcePageFactory(draft=True, title="Garden", owner=author)
    page.region = region
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    page.refresh_from_db()
    return page


def act(page, person, action, comment="Name the month."):
    """Sends the form, whatever the screen offers."""
    client = Client()
    client.force_login(person)
    state = page.current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    client.post(url, {"comment": comment}, headers={"X-Requested-With": "XMLHttpRequest"})
    page.refresh_from_db()
    workflow = page.workflow_states.get()
    return workflow.status, workflow.current_task_state.task.specific.__class__.__name__


def offered(page, person):
    """What the editor of the page has for this person."""
    client = Client()
    client.force_login(person)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    words = {name: f'data-workflow-action-name="{name}"' for name in ("approve", "reject")} | {
        "publish": 'name="action-publish"'
    }
    return {action for action, word in words.items() if word in html}


def told(kind):
    return {(notice.recipient, notice.language) for notice in Notice.objects.filter(kind=kind)}


FIRST = {
    "of the region": {"approve", "reject"},
    "of another region": set(),
    "editor": {"publish"},
    "administrator": {"approve", "reject", "publish"},
    "moderator": set(),
}
SECOND = FIRST | {"of the region": set(), "editor": {"approve", "reject", "publish"}}


@pytest.mark.parametrize("who", FIRST)
def test_the_region_reviews_first(page, people, who):
    assert offered(page, people[who]) == FIRST[who]
    approved = act(page, people[who], "approve") == ("in_progress", "Publication")
    assert approved == ("approve" in FIRST[who])


@pytest.mark.parametrize("who", FIRST)
def test_the_region_asks_for_changes_first(page, people, who):
    assert (act(page, people[who], "reject")[0] == "needs_changes") == ("reject" in FIRST[who])


@pytest.mark.parametrize("who", SECOND)
def test_then_an_editor_publishes(page, people, who):
    act(page, people["of the region"], "approve")
    assert offered(page, people[who]) == SECOND[who]
    act(page, people[who], "approve")
    assert page.live == ("approve" in SECOND[who])


def test_a_page_without_region_or_of_a_region_without_people_is_reviewed_by_any_member(author, people):
    anybody = {people["of the region"], people["of another region"], author}
    for region in (None, RegionalCenterFactory()):
        page = submitted(author, region)
        assert set(RegionReview.objects.get().reviewers(page.latest_revision)) == anybody
        assert act(page, people["of another region"], "approve")[1] == "Publication"


def test_each_step_tells_only_those_whose_turn_it_is(page, author, people):
    assert told("page_to_review") == {(people["of the region"], "es")}
    act(page, people["of the region"], "approve", comment="Very clear.")
    assert told("page_to_publish") == {(people["editor"], "en")}
    assert told("page_approved") == {(author, "en")}
    act(page, people["editor"], "approve")
    assert told("page_published") == {(author, "en")}
    assert Notice.objects.count() == 4


def test_who_sends_a_page_in_is_not_told_to_review_it_unless_alone(people, region):
    author = people["of the region"]
    submitted(author, region)
    assert told("page_to_review") == {(author, "es")}
    Notice.objects.all().delete()
    other = UserFactory(working_group=True, region=region)
    submitted(author, region)
    assert told("page_to_review") == {(other, "en")}


def test_the_comment_reaches_the_author_who_sends_the_page_again(page, author, people, run_tasks):
    act(page, people["of the region"], "reject", comment="Name the month.")
    run_tasks()
    letter = Email.objects.get(to=author.email)
    assert "Name the month." in letter.message
    assert people["of the region"].display_name in letter.message
    page.current_workflow_state.resume(user=author)
    assert Notice.objects.filter(kind="page_to_review").count() == 2


def test_asking_for_changes_needs_a_word_what_about(page, people):
    assert act(page, people["of the region"], "reject", comment=" ")[0] == "in_progress"


def test_the_comment_of_the_region_reaches_the_editor(page, people, run_tasks):
    act(page, people["of the region"], "approve", comment="Very clear.")
    run_tasks()
    assert "Very clear." in Email.objects.get(to=people["editor"].email).message


def test_wagtail_mails_nobody_about_reviews(page, people, settings, run_tasks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    act(page, people["of the region"], "reject")
    page.current_workflow_state.resume(user=None)
    act(page, people["of the region"], "approve")
    act(page, people["editor"], "approve")
    assert mail.outbox == []


def test_what_waits_for_a_person_is_on_their_home(page, people):
    waiting = {
        who: sum(task.specific.get_task_states_user_can_moderate(person).count() for task in Task.objects.all())
        for who, person in people.items()
    }
    assert {who for who, number in waiting.items() if number} == {"of the region", "administrator"}


def test_while_it_waits_only_who_may_act_or_publish_writes_on(page, author, people):
    locked = {who for who, person in people.items() if page.get_lock().for_user(person)}
    assert locked == {"of another region", "moderator"}
    assert page.get_lock().for_user(author)


def test_working_group_submits_for_review_instead_of_publishing(author):
    page = ResourcePageFactory(draft=True, owner=author)
    page.save_revision(user=author)
    client = Client()
    client.force_login(UserFactory(working_group=True))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html


def test_the_mail_about_a_page_names_it_by_its_title(page, people, run_tasks):
    act(page, people["of the region"], "approve")
    run_tasks()
    (message,) = Email.objects.filter(to__contains=people["editor"].email)
    assert message.subject == "For you to publish: Garden"
    assert "The page “Garden” by" in message.message
    assert "The page “Garden” by" in message.html_message


def decide(page, person, action):
    """Presses a button of the page editor; what is said then."""
    client, url = Client(), reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(person)
    form = querydict_from_html(client.get(url).text, form_id="page-edit-form").dict()
    form |= nested_form_data({"body": streamfield([])})
    form |= {"action-workflow-action": "true", "workflow-action-name": action}
    form |= {"workflow-action-extra-data": '{"comment": "Name the month."}'}
    answer = client.post(url, form, follow=True)
    page.refresh_from_db()
    return [str(message) for message in answer.context["messages"]][-1]


def test_whoever_decides_is_told_what_came_of_it_in_their_language(page, people):
    assert decide(page, people["of the region"], "approve").startswith("Usted aprobó la página. Falta que")
    assert not page.live
    assert decide(page, people["editor"], "approve").startswith("You approved the page, and it is published.")
    assert page.live


def test_whoever_asks_for_changes_is_told_who_hears_of_it(page, people):
    assert decide(page, people["of the region"], "reject").startswith("Usted pidió cambios.")
    assert not page.live
