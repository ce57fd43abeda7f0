"""Readers who keep a few connections open and ask for the same page again as soon as they have it."""

import selectors
import socket
from dataclasses import dataclass, field
from time import perf_counter

END_OF_HEAD = b"\r\n\r\n"
END_OF_CHUNKS = b"0\r\n\r\n"


class BadAnswerError(Exception):
    """A page that does not answer 200 must not be measured."""


def request_for(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Reader:
    """One connection."""

    port: int
    request: bytes
    times: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        self.answer, self.started = bytearray(), perf_counter()
        self.socket.sendall(self.request)

    def has_all(self) -> bool:
        """Takes what has come; true once that is the whole answer."""
        part = self.socket.recv(262_144)
        self.answer += part
        whole = is_whole(self.answer)
        if not part and not whole:
            raise BadAnswerError(f"cut off: {bytes(self.answer[:300])!r}")
        if whole:
            self.times.append(perf_counter() - self.started)
        return whole


def is_whole(answer: bytes | bytearray) -> bool:
    end = answer.find(END_OF_HEAD)
    if end < 0:
        return False
    head = bytes(answer[:end]).lower()
    if b" 200 " not in head.partition(b"\r\n")[0]:
        raise BadAnswerError(f"{bytes(answer[:300])!r}")
    if b"content-length:" in head:
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return len(answer) >= end + len(END_OF_HEAD) + length
    return answer.endswith(END_OF_CHUNKS)


def drive(port: int, request: bytes, *, seconds: float, connections: int, at_least: int = 8) -> list[float]:
    """The seconds that each answer took, in one thread: what the readers cost must not hide what a page costs."""
    readers = [Reader(port, request) for _ in range(connections)]
    with selectors.DefaultSelector() as selector:
        for reader in readers:
            selector.register(reader.socket, selectors.EVENT_READ, reader)
            reader.ask()
        waiting, answered, until = len(readers), 0, perf_counter() + seconds
        while waiting:
            for key, _events in selector.select():
                if key.data.has_all():
                    answered += 1
                    if perf_counter() < until or answered < at_least:
                        key.data.ask()
                    else:
                        waiting -= 1
    for reader in readers:
        reader.socket.close()
    return [each for reader in readers for each in reader.times]
