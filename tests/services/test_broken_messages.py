"""A file in the queue that nobody can read costs nothing but itself."""

import threading
from pathlib import Path

import pytest
from kombu import Connection

from cms.settings.connections import broker_options, broker_transport

from .test_worker import TELL_AND_KICK_AGAIN

URL = "filesystem://localhost/"
BROKEN = {
    "empty": b"",
    "half": b'{"body": "W1tdLCB7fSwge31d", "content-enc',
    "bytes": b"\xff\xfe\x00",
    "list": b"[]",
    "nothing-in-it": b"{}",
    "no-tag": b'{"body": "x", "properties": {}}',
}


def put_broken(queue: Path):
    for name, content in BROKEN.items():
        (queue / f"0_{name}.celery.msg").write_bytes(content)


@pytest.mark.once
def test_the_worker_sets_them_aside_and_does_the_work_behind_them(install):
    site = install(URL)
    site.run("result = None")  # makes the folders
    put_broken(site.folder / "broker/queue")
    (site.folder / "broker/control/celery.exchange").write_bytes(b"")
    site.start_worker()
    site.run(TELL_AND_KICK_AGAIN)
    assert len(site.wait_for_mail(40)) == 1
    assert site.processes[0].poll() is None
    aside = {file.name: file.read_bytes() for file in (site.folder / "broker/unreadable").iterdir()}
    assert aside == {f"0_{name}.celery.msg": content for name, content in BROKEN.items()}


@pytest.fixture
def queue(tmp_path):
    """Each call gives this queue over a connection of its own, as another process would have."""

    def connect():
        return Connection(URL, transport=broker_transport(URL), transport_options=broker_options(URL, tmp_path))

    return connect


@pytest.mark.once
def test_busy_readers_and_writers_neither_lose_nor_double_nor_stumble(queue):
    messages, readers = 600, 3
    got, written = [], threading.Event()

    def read():
        with queue() as connection, connection.SimpleQueue("busy") as box:
            while True:
                last_look = written.is_set()
                try:
                    message = box.get_nowait()
                except box.Empty:
                    if last_look:
                        return
                    continue
                got.append(message.payload)
                message.ack()

    def write(numbers):
        with queue() as connection, connection.SimpleQueue("busy") as box:
            for number in numbers:
                box.put({"number": number, "padding": "x" * 20_000})

    with queue() as connection:
        connection.SimpleQueue("busy").close()  # the queue is there before anybody uses it, as the worker's is
    reading = [threading.Thread(target=read) for _ in range(readers)]
    writing = [threading.Thread(target=write, args=[range(part, messages, 2)]) for part in range(2)]
    for thread in [*reading, *writing]:
        thread.start()
    for thread in writing:
        thread.join()
    written.set()
    for thread in reading:
        thread.join()
    assert sorted(each["number"] for each in got) == list(range(messages))
    with queue() as connection:
        assert not Path(connection.transport_options["unreadable_folder"]).exists()
        assert not list(Path(connection.transport_options["data_folder_in"]).iterdir())
