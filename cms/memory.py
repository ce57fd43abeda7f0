"""What several parts of one page ask for is asked once: the answers live as long as the request, and no longer."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


class MemoryMiddleware:
    """Only for requests that change nothing; tasks, commands and forms that were sent ask each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        token = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(token)


def remembering(chunks: Iterable[Any]) -> Iterator[Any]:
    """What is streamed is made after the request is over: while this is, the answers live as long as the stream."""
    answers: dict[Hashable, Any] = {}
    rest, end = iter(chunks), object()
    while True:
        token = _answers.set(answers)
        try:
            chunk = next(rest, end)
        finally:
            _answers.reset(token)
        if chunk is end:
            return
        yield chunk


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to `ask`, remembered by `key`: a name, with the arguments it depends on."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def forget() -> None:
    """After a change within the request."""
    if (answers := _answers.get()) is not None:
        answers.clear()


def remember(key: Hashable, answer: Any) -> None:
    """What another question has answered too."""
    if (answers := _answers.get()) is not None:
        answers[key] = answer
