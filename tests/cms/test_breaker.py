import pytest

from cms import breaker
from cms.breaker import Breaker


@pytest.fixture
def now(monkeypatch):
    """Seconds that can be moved on."""
    clock = [100.0]
    monkeypatch.setattr(breaker.time, "monotonic", lambda: clock[0])
    return clock


@pytest.fixture
def server():
    """Note what it is asked; it fails as long as it is told to."""

    class Server:
        failure, asked = None, []

        def ask(self, what, default="nothing"):
            self.asked.append(what)
            if self.failure:
                raise self.failure
            return what.upper()

    Server.asked = []
    return Server()


def test_a_server_that_failed_is_left_alone_and_then_asked_again(now, server):
    ask = Breaker("server", rest=5).answered("none")(server.ask)
    assert ask("a") == "A"
    server.failure = ConnectionError("silent")
    assert [ask("b"), ask("c")] == ["none", "none"]
    server.failure = None
    now[0] += 4.9
    assert ask("d") == "none"
    now[0] += 0.1
    assert ask("e") == "E"
    assert server.asked == ["a", "b", "e"]


def test_all_that_ask_it_rest_together_and_those_of_another_server_do_not(now, server):
    one, other = Breaker("one", rest=5), Breaker("other", rest=5)
    server.failure = ConnectionError()
    one.answered(None)(server.ask)("first")
    server.failure = None
    assert one.answered(None)(server.ask)("second") is None
    assert other.answered(None)(server.ask)("third") == "THIRD"


def test_an_answer_can_be_made_from_what_was_asked(now, server):
    server.failure = ConnectionError()
    ask = Breaker("server", rest=5).answered(lambda what, default: default)(server.ask)
    assert [ask("a", default=1), ask("b", default=2)] == [1, 2]


def test_other_errors_are_not_the_server_s(now, server):
    ask = Breaker("server", rest=5, failures=(OSError,)).answered(None)(server.ask)
    server.failure = ValueError("our own")
    for _twice in range(2):
        with pytest.raises(ValueError, match="our own"):
            ask("a")


def test_a_failure_is_logged_once_with_the_name_of_the_server(now, server, caplog):
    server.failure = ConnectionError("refused")
    ask = Breaker("cache", rest=5).answered(None)(server.ask)
    ask("a"), ask("b")
    assert caplog.messages == ["The cache does not answer: refused"]
