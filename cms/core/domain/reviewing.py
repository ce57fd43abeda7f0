"""Telling people of a page under review: those whose turn it is, and whoever sent it in. Nobody else."""

from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from cms.accounts.models import User
from cms.notices.domain import telling

from ..models import Publication, RegionReview

KINDS = {RegionReview: "page_to_review", Publication: "page_to_publish"}


def step_started(state: TaskState, *, by: User | None) -> None:
    """Whose turn it is hears of the page, with what was said at the step before."""
    step = state.task.specific
    kind = KINDS.get(type(step))
    if kind is None:
        return
    before = state.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at").first()
    context = _context(state, before)
    reviewers = step.reviewers(state.revision)
    people = reviewers.exclude(pk=by.pk if by else None) or reviewers  # alone in a region, one reviews one's own
    telling.notify_many(kind, [telling.Message(person, f"{kind}:{state.pk}:{person.pk}", context) for person in people])


def approved(state: TaskState, *, by: User | None) -> None:
    """The author hears how far the page is."""
    live = state.workflow_state.status == WorkflowState.STATUS_APPROVED
    _tell_author("page_published" if live else "page_approved", state, by)


def changes_wanted(state: TaskState, *, by: User | None) -> None:
    _tell_author("page_changes_wanted", state, by)


def _tell_author(kind: str, state: TaskState, by: User | None) -> None:
    author = state.workflow_state.requested_by
    if author and author != by and isinstance(state.task.specific, tuple(KINDS)):
        telling.notify(kind, recipient=author, context=_context(state, state), dedupe_key=f"{kind}:{state.pk}")


def _context(state: TaskState, said: TaskState | None) -> dict[str, str]:
    page = state.workflow_state.content_object
    author = state.workflow_state.requested_by
    return {
        "title": state.revision.content.get("title") or str(page),
        "author": str(author or ""),
        "reviewer": str(said and said.finished_by or ""),
        "comment": said.comment if said else "",
        "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
