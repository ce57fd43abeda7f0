"""Work that can wait: queued after commit, found again by a sweep when it was lost."""

from .queueing import enqueue_on_commit, run_logged

__all__ = ["enqueue_on_commit", "run_logged"]
