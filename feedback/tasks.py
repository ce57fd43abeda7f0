"""Work for the worker. Each may be lost or run twice: the rows say what is due."""

from celery import shared_task

from .domain import notifications, pages, priority


@shared_task
def notify_subscribers(need_id=None):
    """Queued after a move, and swept."""
    if need_id is None:
        pages.reconcile()
    notifications.notify_due(need_id=need_id)


@shared_task
def notify_subscribers_of_work(work):
    """Queued when a page of the work goes live."""
    notifications.notify_due(work=work)


@shared_task
def refresh_priorities():
    priority.refresh_all()
