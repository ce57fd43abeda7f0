"""Queueing work for the worker."""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def kick(task, *ids):
    """Queue `task` with ids only, after commit. Never waits long, never fails: a sweep finds what was not queued."""
    transaction.on_commit(partial(_send, task, ids), robust=True)


def _send(task, ids):
    try:
        task.apply_async(args=ids, retry=False)
    except (OperationalError, OSError):
        logger.warning("The broker cannot be reached; %s%s is left to the sweep.", task.name, ids)
