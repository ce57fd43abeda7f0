"""Work for the worker. Each may be lost or run twice: the rows say what is due."""

from celery import shared_task

from .domain import alerts, notifications, offers, outcomes, pages, priority, themes


@shared_task
def notify_subscribers(*need_ids):
    """Queued after a move, and swept."""
    if not need_ids:
        pages.reconcile()
    notifications.notify_due(needs=need_ids)


@shared_task
def notify_subscribers_of_works(*works):
    """Queued when a page of a work goes live."""
    notifications.notify_due(works=works)


@shared_task
def refresh_priorities():
    priority.refresh_all()


@shared_task
def alert_about_overdue():
    alerts.alert_about_overdue()


@shared_task
def delete_offered_files():
    """Of offers that were closed or taken back long enough ago."""
    offers.delete_old_files()


@shared_task
def search_again():
    outcomes.search_again()


@shared_task
def regroup_themes():
    themes.regroup_due()
