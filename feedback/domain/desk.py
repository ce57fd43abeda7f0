"""Telling those who work the queue of one need: its owner, or else the members of its region, or else everyone."""

from django.urls import reverse

from cms.accounts.models import User
from cms.notices.domain import telling

from ..models import Need
from ..permissions import may_work_queue, queue_workers


def tell_of_reopening(need: Need, note: str) -> None:
    """That the site opened it again, and why."""
    context = {
        "number": need.number,
        "asked_for": need.title,
        "reopened_for": need.reopened_for,
        "note": note,
        "url": reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]),
    }
    key = f"need_did_not_help:{need.pk}:{need.version}"
    messages = [telling.Message(person, f"{key}:{person.pk}", context) for person in _people(need)]
    telling.notify_many("need_did_not_help", messages)


def _people(need: Need) -> list[User]:
    if need.assignee and may_work_queue(need.assignee):
        return [need.assignee]
    workers = list(queue_workers())
    return [worker for worker in workers if need.region_id and worker.region_id == need.region_id] or workers
