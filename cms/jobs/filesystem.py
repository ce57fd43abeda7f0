"""Messages as files, read and written whole: kombu's own transport lets a reader see a file that is being written.

A file appears by a rename and is taken by a rename, which the file system does for one process only. What cannot
be read is set aside for people to look at, and the worker lives on.
"""

import fcntl
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)
Bindings = list[filesystem.exchange_queue_t]


class Channel(filesystem.Channel):
    @property
    def unreadable_folder(self) -> Path:
        return Path(self.transport_options["unreadable_folder"])

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        _write(Path(self.data_folder_out, f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"), payload)

    def _get(self, queue: str) -> dict[str, Any]:
        for file in sorted(Path(self.data_folder_in).iterdir()):
            if file.name.partition(".")[2] == f"{queue}.msg" and (payload := self._take(file)):
                return payload
        raise Empty

    def _take(self, file: Path) -> dict[str, Any] | None:
        taken = file.with_name(f".{file.name}.taken")
        try:
            file.rename(taken)
        except FileNotFoundError:  # another reader was faster
            return None
        try:
            payload = loads(taken.read_text(encoding="utf-8"))
            virtual.Message(payload, channel=self)
        except Exception:  # a file may hold anything
            self._set_aside(taken, file.name)
            return None
        taken.unlink()
        return payload

    def _set_aside(self, file: Path, name: str) -> None:
        self.unreadable_folder.mkdir(parents=True, exist_ok=True)
        file.rename(self.unreadable_folder / name)
        logger.exception("A message that cannot be read is set aside: %s", self.unreadable_folder / name)

    def get_table(self, exchange: str) -> Bindings:
        try:
            return super().get_table(exchange)
        except (ValueError, TypeError):
            logger.exception("The bindings of %s cannot be read; the worker writes them anew.", exchange)
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: table if bound in table else [bound, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)
        gone = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: [bound for bound in table if bound != gone])

    def _change_table(self, exchange: str, change: Callable[[Bindings], Bindings]) -> None:
        with self._alone():
            table = self.get_table(exchange)
            if (changed := change(table)) != table:
                _write(self._exchange_file(exchange), changed)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


def _write(file: Path, content: Any) -> None:
    """Beside its place, then into it: no reader sees a part."""
    aside = file.with_name(f".{file.name}.{uuid.uuid4()}")
    aside.write_text(dumps(content), encoding="utf-8")
    aside.rename(file)
