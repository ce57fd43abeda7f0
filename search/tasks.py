"""Background work of search."""

from celery import shared_task

from cms.jobs import run_logged
from search.domain import comparing, describing, feeding


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
