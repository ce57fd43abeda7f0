"""A Django project that is measured: how its commands are run, and how gunicorn serves it."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile
from typing import IO, Any, Self

from tests.benchmarks.cpu import children_of, cpu_seconds
from tests.servers import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
KEPT = ("HOME", "LANG", "PATH", "TMPDIR")  # of the environment: what is set for another site must not reach these
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Site:
    name: str
    application: str
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = PROJECT
    python: Path = Path(sys.executable)

    def with_environment(self, **more: str) -> Self:
        return replace(self, environment=self.environment | more)

    def run(self, *arguments: str, given: str = "") -> str:
        """What python prints in this project's surroundings."""
        command = [str(self.python), "-P", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self._surroundings(), input=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{self.name}: {' '.join(arguments)}\n{done.stderr[-3000:]}")
        return done.stdout

    def ask(self, question: dict[str, Any]) -> Any:
        """Put to `inside.py`, within this project."""
        return json.loads(self.run(str(Path(__file__).with_name("inside.py")), given=json.dumps(question)))

    @contextmanager
    def serve(self) -> Iterator["Served"]:
        port, command = free_port(), ["sh", "-c", f"exec {self._command()}"]
        environment = self._surroundings() | {"PORT": str(port), "WEB_CONCURRENCY": "2", "WEB_THREADS": "4"}
        with TemporaryFile() as said, Popen(command, cwd=self.folder, env=environment, stderr=said) as gunicorn:
            try:
                wait(gunicorn, said, lambda: answers(port) and len(children_of(gunicorn.pid)) > 1)
                yield Served(port, tuple(children_of(gunicorn.pid)))
            finally:
                gunicorn.terminate()

    def _command(self) -> str:
        """The project's own line for gunicorn, with this application."""
        lines = dict(line.split(": ", 1) for line in (PROJECT / "Procfile").read_text().splitlines())
        return lines["web"].replace("cms.wsgi", f"'{self.application}'") + " --log-level critical"

    def _surroundings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        first = {"PATH": f"{self.python.parent}:{kept.get('PATH', '')}", "PYTHONPATH": str(self.folder)}
        return kept | first | {"ENV_FILE": os.devnull} | self.environment


@dataclass(frozen=True)
class Served:
    port: int
    workers: tuple[int, ...]

    def cpu(self) -> float:
        return cpu_seconds(self.workers)


def wait(server: Popen, said: IO[bytes], is_ready: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not is_ready():
        if server.poll() is not None or time.monotonic() > until:
            said.seek(0)
            raise RuntimeError(f"{server.args} did not start: {said.read().decode()[-3000:]!r}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
