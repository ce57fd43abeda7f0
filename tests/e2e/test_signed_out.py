"""Sessions end while people write."""

import pytest

from cms.resources.models import ResourcePage
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def end_session(visitor):
    visitor.page.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(visitor, person):
    tab = type(visitor)(visitor.page.context.new_page())
    tab.sign_in(person)
    tab.page.wait_for_url("**/en/")
    visitor.page.bring_to_front()


def test_a_page_edited_after_the_session_ended_is_saved_with_all_that_was_typed(visitor):
    editor, person = visitor(), UserFactory(editor=True)
    page = ResourcePageFactory(summary="Before")
    editor.sign_in(person)
    editor.go(f"/admin/pages/{page.pk}/edit/")
    end_session(editor)
    editor.page.fill("#id_summary", "Typed for an hour,\non two lines & <so on>")
    editor.press("Save draft")
    editor.sees("Nothing is saved yet, and nothing is lost")
    sign_in_elsewhere(editor, person)
    editor.press("I am signed in: send it again")
    editor.sees(f"Page '{page.title}' has been updated.")
    draft = ResourcePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.summary == "Typed for an hour,\r\non two lines & <so on>"


def test_an_answer_in_the_queue_is_sent_at_the_first_go_after_signing_in_elsewhere(visitor):
    member, person = visitor(), UserFactory(working_group=True)
    need = make_need()
    member.sign_in(person)
    member.go(f"/admin/needs/inspect/{need.pk}/")
    member.page.get_by_text("Decline it").click()
    member.page.fill("#decline_reason_en", "It is kept elsewhere.")
    member.page.fill("#decline_reason_es", "Se guarda en otro sitio.")
    end_session(member)
    sign_in_elsewhere(member, person)
    member.press("Decline")
    member.sees("Moved to “Declined”.")
    assert Need.objects.get(pk=need.pk).reason_es == "Se guarda en otro sitio."
