"""Tasks in tests are neither run at once nor lost: they wait in this process until a test runs them."""

from contextlib import contextmanager
from functools import cache
from queue import Empty

import pytest
from django.db import connection

from cms.celery import app
from cms.jobs.queueing import broker as task_broker


def commit():
    """What the end of the request's transaction would do; the test's own never ends."""
    callbacks, connection.run_on_commit = connection.run_on_commit, []
    for _, callback, _ in callbacks:
        callback()


def take():
    """The next waiting task as (name, ids), or None."""
    with app.connection_for_read() as broker, broker.SimpleQueue(app.conf.task_default_queue) as queue:
        try:
            message = queue.get_nowait()
        except Empty:
            return None
        message.ack()
        return message.headers["task"], message.payload[0]


@cache
def import_tasks():
    """As a worker does when it starts, and once like it: it also runs Django's checks."""
    app.loader.import_default_modules()


def run_waiting():
    import_tasks()
    done = []
    commit()
    while waiting := take():
        name, ids = waiting
        app.tasks[name](*ids)
        done.append(name)
        commit()
    return done


@pytest.fixture
def run_tasks():
    """Call it to run what was kicked, and what that kicks, in order; it gives the names of the tasks run."""
    return run_waiting


@pytest.fixture
def waiting_tasks():
    """Call it to take what was kicked, as (name, ids), without running it."""

    def take_all():
        commit()
        return list(iter(take, None))

    return take_all


@pytest.fixture
def dead_broker(monkeypatch):
    """Use it as a context: nothing can be queued meanwhile."""

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    @contextmanager
    def context():
        with monkeypatch.context() as broken:
            broken.setattr(app, "send_task", refuse)
            yield
        task_broker.resting_until = 0

    return context


@pytest.fixture(autouse=True)
def _no_task_of_another_test(monkeypatch):
    monkeypatch.setattr(task_broker, "resting_until", 0)  # another test may have met a dead broker
    with app.connection_for_read() as broker:
        broker.default_channel.queue_declare(queue=app.conf.task_default_queue)
        broker.default_channel.queue_purge(app.conf.task_default_queue)
