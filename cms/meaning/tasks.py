"""The worker's part: the rows themselves say what is due."""

from celery import shared_task

from cms.jobs import enqueue_on_commit, run_logged

from .domain import encoding
from .queries import copies
from .registry import Source, sources


@shared_task
def encode_due() -> None:
    """A batch of each kind; other work has its turn before the next."""
    for source in sources().values():
        run_logged(_encode_batch, source)


@shared_task
def compare() -> None:
    for source in sources().values():
        run_logged(encoding.compare, source)


def _encode_batch(source: Source) -> None:
    more = encoding.encode_due(source)
    if source.shared:
        copies.refresh(source.kind)
    if encoding.follow_up_due(source) or more:
        enqueue_on_commit("cms.meaning.tasks.encode_due")
