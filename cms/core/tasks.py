"""Queueing work for the worker, and its part in publishing."""

import logging
import time
from functools import partial

from celery import current_app, shared_task
from django.core.management import call_command
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def kick(task, *ids):
    """Queue a task, by its dotted name, with ids only, after commit.

    Never waits long, never fails: a sweep finds what was not queued. By name, since tasks call the domain
    functions that kick them.
    """
    transaction.on_commit(partial(_broker.send, task, ids), robust=True)


def guarded(function, argument):
    """One row that fails must not hold up the others of a sweep: it is logged and left for the next round."""
    try:
        function(argument)
    except Exception:
        logger.exception("Left for the next round: %s(%r)", function.__name__, getattr(argument, "pk", argument))


class _Broker:
    """After a failure it is left alone for a while: a request with many tasks waits for the first one only."""

    rest = 10  # seconds

    def __init__(self):
        self.resting_until = 0

    def send(self, task, ids):
        if time.monotonic() < self.resting_until:
            return
        try:
            current_app.send_task(task, args=ids, retry=False)
        except (OperationalError, OSError):
            self.resting_until = time.monotonic() + self.rest
            logger.warning("The broker cannot be reached; %s%s is left to the sweep.", task, ids)


_broker = _Broker()


@shared_task
def publish_scheduled():
    """What editors set to appear, or to go, at a time that has come."""
    call_command("publish_scheduled")
