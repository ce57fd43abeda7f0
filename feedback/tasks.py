"""Work for the worker. Each may be lost or run twice: the rows say what is due."""

from celery import shared_task

from cms.jobs import enqueue_on_commit, run_logged

from .domain import (
    alerts,
    comment_following,
    findings,
    notifications,
    offered_pages,
    offers,
    outcomes,
    pages,
    parity,
    priority,
    summaries,
    themes,
    translating,
)
from .models import Comment, FindingImport

AT_ONCE = 100  # comments in one sweep


@shared_task
def notify_subscribers(*need_ids):
    """Queued after a move, and swept."""
    if not need_ids:
        pages.reconcile()
        offered_pages.sort_files()
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
def go_on_with_imports(*ids):
    """A batch of each that is due; other work has its turn before the next. Swept as well."""
    due = FindingImport.objects.due()
    for source in due.filter(pk__in=ids) if ids else due:
        run_logged(_go_on, source)


def _go_on(source):
    if findings.go_on(source):
        enqueue_on_commit(findings.TASK, source.pk)


@shared_task
def announce_comments(*pks):
    """Queued with each comment, and swept: what is hidden or gone is told to nobody."""
    waiting = Comment.objects.shown().filter(announced_at=None).select_related("user").order_by("pk")
    for comment in waiting.filter(pk__in=pks) if pks else waiting[:AT_ONCE]:
        run_logged(comment_following.announce, comment)


@shared_task
def delete_offered_files():
    """Of offers that were closed or taken back long enough ago."""
    offers.delete_old_files()


@shared_task
def search_again():
    outcomes.search_again()


@shared_task
def translate_signals():
    translating.translate_due()


@shared_task
def regroup_themes():
    themes.regroup_due()


@shared_task
def send_monthly_summary():
    summaries.send_monthly_summary()


@shared_task
def publish_parity():
    """Of quarters that ended a while ago."""
    parity.publish_reports()
