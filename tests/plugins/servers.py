"""Servers for single tests, and a loud list of the tests that had to be skipped."""

import socket
import subprocess
from contextlib import ExitStack

import pytest

from tests import servers


@pytest.fixture(scope="session")
def redis_url():
    """A Redis of the run; databases 0 to 9 are the caches of the test processes."""
    try:
        with servers.redis() as url:
            yield url
    except servers.MissingError as error:
        pytest.skip(f"no Redis: {error}")


@pytest.fixture(scope="session")
def opensearch_url():
    """An OpenSearch of the run, or what stands in for it."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(servers.opensearch())
        except (servers.MissingError, subprocess.CalledProcessError):
            try:
                url = stack.enter_context(servers.osmem())
            except servers.MissingError as error:
                pytest.skip(f"no OpenSearch: {error}")
        servers.wait_for(url)
        yield url


@pytest.fixture
def silent_server():
    """The address of a server that accepts connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(scope="session")
def chromium_path():
    try:
        return servers.chromium()
    except servers.MissingError as error:
        pytest.skip(str(error))


def pytest_terminal_summary(terminalreporter, config):
    if skipped := terminalreporter.stats.get("skipped"):
        terminalreporter.section(f"!! {len(skipped)} TESTS NOT RUN HERE", sep="!", red=True, bold=True)
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}")
