"""Queueing work for the worker."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import ref

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from cms.breaker import Breaker

logger = logging.getLogger(__name__)

BATCH = 500  # ids in one message
# A request with many tasks waits for the first one only; what is not sent is left to the sweep.
broker = Breaker("broker", rest=10, failures=(OperationalError, OSError))


def enqueue_on_commit(task: str, *ids: Any) -> None:
    """Queue a task, by its dotted name, with ids only, after commit.

    Never waits long, never fails: a sweep finds what was not queued. By name, since tasks call the domain
    functions that queue them. What one transaction asks for is sent together, so that a task takes any number of ids.
    """
    message = Message(task, ids, _of_this_transaction())
    message.together.append(ref(message))
    transaction.on_commit(message, robust=True)


def _of_this_transaction() -> "list[ref[Message]]":
    waiting = (entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Message))
    return next((message.together for message in waiting), [])


@dataclass(frozen=True, eq=False)
class Message:
    """One wish. Whichever comes first after the commit sends for all of its transaction.

    They know each other weakly: Django drops those whose savepoint was rolled back. One that still lies about would
    send a task that finds nothing to do.
    """

    task: str
    ids: tuple[Any, ...]
    together: "list[ref[Message]]"

    def __call__(self) -> None:
        messages = [message for one in self.together if (message := one())]
        self.together.clear()
        for task, ids in _batches(messages):
            _send(task, ids)


def _batches(messages: Iterable[Message]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """By task, each id once; without ids a task looks for itself."""
    wanted: dict[tuple[str, bool], dict[Any, None]] = {}
    for message in messages:
        wanted.setdefault((message.task, bool(message.ids)), {}).update(dict.fromkeys(message.ids))
    for (task, _has_ids), found in wanted.items():
        ids = tuple(found)
        for start in range(0, len(ids) or 1, BATCH):
            yield task, ids[start : start + BATCH]


@broker.answered(None)
def _send(task: str, ids: tuple[Any, ...]) -> None:
    current_app.send_task(task, args=ids, retry=False)


def run_logged(function: Callable[[Any], Any], argument: Any) -> None:
    """One row that fails must not hold up the others of a sweep: it is logged and left for the next round."""
    try:
        function(argument)
    except Exception:
        name = getattr(function, "__name__", function)
        logger.exception("Left for the next round: %s(%r)", name, getattr(argument, "pk", argument))
