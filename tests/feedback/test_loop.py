"""The whole circle, as each person in it goes through it."""

import pytest
from django.urls import reverse

from cms.resources.models import ResourcePage
from feedback.enums import Status
from feedback.models import Need, Suggestion
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_voice_becomes_a_need_and_the_need_gets_an_answer(client, run_tasks):
    family, member, editor = UserFactory(spanish=True), UserFactory(working_group=True), UserFactory(editor=True)

    client.force_login(family)
    said = {"kind": "new_resource", "title": "Guía para consejos", "body": "Empezamos en enero.", "language": "es"}
    receipt = client.post("/es/sugerir/", said).url

    client.force_login(member)
    need = Need.objects.get()
    desk = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])
    client.post(desk, {"action": "take", "expected_version": need.version})
    need.refresh_from_db()
    editor_url = client.post(desk, {"action": "draft", "expected_version": need.version}).url
    page = ResourcePage.objects.get(title="Guía para consejos")
    assert editor_url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    page.get_workflow().start(page, member)
    page.refresh_from_db()
    assert not page.live

    for reviewer in (member, editor):
        assert not page.live
        client.force_login(reviewer)
        task = page.current_workflow_task_state
        approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
        client.post(approve, {"comment": ""})
        page = ResourcePage.objects.get(pk=page.pk)
    assert page.live
    assert Need.objects.get().status == Status.PUBLISHED

    run_tasks()
    run_tasks()
    notice = family.notices.get(kind="need_published")
    assert (notice.language, notice.context["url"]) == ("es", page.url)
    assert notice.context["url"].startswith("/es/recursos/")
    client.force_login(family)
    assert client.get(notice.context["url"]).status_code == 200
    assert page.url in client.get(receipt).content.decode()
    assert [event.to_status for event in Need.objects.get().events.steps()] == [
        "received",
        "under_review",
        "planned",
        "in_progress",
        "published",
    ]
    assert Suggestion.objects.get().author == family
