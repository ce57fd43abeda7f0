"""Queueing work for the worker."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def enqueue_on_commit(task: str, *ids: Any) -> None:
    """Queue a task, by its dotted name, with ids only, after commit.

    Never waits long, never fails: a sweep finds what was not queued. By name, since tasks call the domain
    functions that queue them. However often one transaction asks for the same, it is queued once.
    """
    waiting = (entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Message))
    first = next(waiting, None)
    transaction.on_commit(Message(task, ids, first.sent if first else set()), robust=True)


@dataclass(frozen=True)
class Message:
    task: str
    ids: tuple[Any, ...]
    sent: set[tuple[str, tuple[Any, ...]]]  # shared by those of one transaction

    def __call__(self) -> None:
        if (self.task, self.ids) not in self.sent:
            self.sent.add((self.task, self.ids))
            broker.send(self.task, self.ids)


def run_logged(function: Callable[[Any], Any], argument: Any) -> None:
    """One row that fails must not hold up the others of a sweep: it is logged and left for the next round."""
    try:
        function(argument)
    except Exception:
        name = getattr(function, "__name__", function)
        logger.exception("Left for the next round: %s(%r)", name, getattr(argument, "pk", argument))


class Broker:
    """After a failure it is left alone for a while: a request with many tasks waits for the first one only."""

    rest = 10  # seconds

    def __init__(self) -> None:
        self.resting_until = 0.0

    def send(self, task: str, ids: tuple[Any, ...]) -> None:
        if time.monotonic() < self.resting_until:
            return
        try:
            current_app.send_task(task, args=ids, retry=False)
        except (OperationalError, OSError):
            self.resting_until = time.monotonic() + self.rest
            logger.warning("The broker cannot be reached; %s%s is left to the sweep.", task, ids)


broker = Broker()
