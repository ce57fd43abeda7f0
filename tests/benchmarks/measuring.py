"""Measuring pages in turns: whatever else the machine does falls on all of them alike."""

import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.load import drive, request_for
from tests.benchmarks.site import Served

CONNECTIONS = 4
WARM_SECONDS, WARM_CONNECTIONS = 0.3, 8  # by then each worker has served the page
AT_LEAST = 24  # answers in a shot: the clock of /proc counts in hundredths of a second
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass
class Target:
    """One page as one kind of reader sees it. `queries` are counted elsewhere, in one process."""

    page: str
    state: str
    server: Served
    path: str
    cookie: str = ""
    compressed: bool = False
    queries: int | None = None
    body: bytes = b""
    encoding: str = ""
    shots: list["Shot"] = field(default_factory=list)

    def headers(self) -> dict[str, str]:
        asked = {"Host": f"localhost:{self.server.port}", "Accept": "text/html"}
        return asked | (BROWSER if self.compressed else {}) | ({"Cookie": self.cookie} if self.cookie else {})

    def get_once(self) -> None:
        """Remembers the answer, and the cookies that a browser would send back from then on."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", self.path, headers=self.headers())
        answer = connection.getresponse()
        self.body, self.encoding = answer.read(), answer.getheader("Content-Encoding") or ""
        given = [line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
        self.cookie = "; ".join([self.cookie] * bool(self.cookie) + given)
        connection.close()

    def warm_up(self) -> None:
        self.get_once()
        self._drive(WARM_SECONDS, WARM_CONNECTIONS)

    def shoot(self, seconds: float) -> "Shot":
        before = self.server.cpu()
        times = self._drive(seconds, CONNECTIONS)
        return Shot(times, self.server.cpu() - before)

    def _drive(self, seconds: float, connections: int) -> list[float]:
        request = request_for(self.path, self.headers())
        return drive(self.server.port, request, seconds=seconds, connections=connections, at_least=AT_LEAST)


@dataclass(frozen=True)
class Shot:
    """`times` are the seconds of each answer; `cpu` what the workers took for all of them."""

    times: list[float]
    cpu: float

    @property
    def per_second(self) -> float:
        return len(self.times) * CONNECTIONS / sum(self.times)

    @property
    def cpu_ms(self) -> float:
        return self.cpu / len(self.times) * 1000


@dataclass(frozen=True)
class Figures:
    """What is said of a page."""

    per_second: float
    cpu_ms: float
    p95_ms: float
    queries: int | None
    size: int

    @classmethod
    def of(cls, target: Target) -> "Figures":
        times = sorted(each for shot in target.shots for each in shot.times)
        whole = Shot(times, sum(shot.cpu for shot in target.shots))
        return cls(
            per_second=whole.per_second,
            cpu_ms=whole.cpu_ms,
            p95_ms=times[int(len(times) * 0.95)] * 1000,
            queries=target.queries,
            size=len(target.body),
        )


Results = dict[tuple[str, str], Figures]


def measure(targets: Sequence[Target], *, rounds: int, seconds: float) -> Results:
    """By page and state. One round visits each once; the first visit of all warms up and does not count."""
    for target in targets:
        target.warm_up()
    for _ in range(rounds):
        for target in targets:
            target.shots.append(target.shoot(seconds))
    return {(target.page, target.state): Figures.of(target) for target in targets}
