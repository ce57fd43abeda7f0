"""Background work of search."""

from celery import shared_task

from cms.jobs import run_logged
from search.domain import comparing, describing, feeding, proposing
from search.domain import logging as search_log


@shared_task
def update_index():
    """Describe what has changed and tell the engine; queued with each change, and repeated for what was lost."""
    more = True
    while more:
        more = describing.describe_next()
        run_logged(lambda _: feeding.feed(), "the engine")  # one that is down must not keep hidden what may be shown


@shared_task
def compare():
    """What no signal told of."""
    comparing.compare()


@shared_task
def forget_searches():
    search_log.forget_old()


@shared_task
def propose_needs():
    """Of the weeks that are over."""
    proposing.propose_needs()
