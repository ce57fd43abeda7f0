"""The Working Group reviews, the editors approve: approving publishes, and Wagtail refuses it to all others."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A draft that waits for its review."""
    author = UserFactory(working_group=True)
    page = ResourcePageFactory(draft=True, owner=author)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page


def act(client, page, action):
    """Sends the form, whatever the screen offers."""
    state = page.current_workflow_state.current_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk]), {"comment": "Why?"})
    page.refresh_from_db()
    return page.workflow_states.get().status


def offered(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_member_of_the_working_group_asks_for_changes_and_is_offered_no_approval(client, page):
    client.force_login(UserFactory(working_group=True))
    assert "Approve and Publish" not in offered(client, page)
    assert act(client, page, "approve") == "in_progress"
    assert "Request changes" in offered(client, page)
    assert act(client, page, "reject") == "needs_changes"
    assert not page.live


def test_an_editor_approves_and_it_is_live(client, page):
    client.force_login(UserFactory(editor=True))
    assert "Approve and Publish" in offered(client, page)
    act(client, page, "approve")
    assert page.live
