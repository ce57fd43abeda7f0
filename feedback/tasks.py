"""Work for the worker. Each may be lost or run twice: the rows say what is due."""

from celery import shared_task

from .domain import answers, pages, priority


@shared_task
def tell_contributors(need_id=None):
    """Kicked after a move, and swept."""
    if need_id is None:
        pages.reconcile()
    answers.tell_due(need_id)


@shared_task
def refresh_priorities():
    priority.refresh_all()
