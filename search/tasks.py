"""Background work of search."""

from celery import shared_task

from search.domain import indexing


@shared_task
def sweep():
    """Whatever signals, a lost task or a bulk update left behind."""
    indexing.sweep()
