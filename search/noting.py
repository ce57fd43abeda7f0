"""What visitors search for and open, collected in the memory of a process and written every few seconds: no request
waits for a write. What a process holds when it is killed is lost, and nothing depends on it."""

import atexit
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Lock, Timer
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import connections
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cms.intake.limits import within_limit
from cms.intake.text import number_from_text
from cms.meaning.words import WORD, fold
from search.domain import logging as search_log
from search.domain.logging import Noted, Opened, Searched
from search.privacy import looks_personal
from search.results import ResultPage
from search.visitors import is_counted, visitor_of

logger = logging.getLogger(__name__)

SECONDS = 10.0
_signer = TimestampSigner(salt="search.opened")
OPEN = timedelta(days=1)  # how long a page of results may be open
MOST = 1000  # beyond, what comes within these seconds is left out


class Waiting:
    """The first thing that is noted starts the clock; when it rings all of it is written, beside the requests."""

    def __init__(self, write: Callable[[Sequence[Noted]], None]) -> None:
        self._write, self._lock = write, Lock()
        self._noted: list[Noted] = []
        self._clock: Timer | None = None

    def add(self, noted: Noted) -> None:
        with self._lock:
            if len(self._noted) < MOST:
                self._noted.append(noted)
            if self._clock is None:
                self._clock = Timer(SECONDS, self._ring)
                self._clock.daemon = True
                self._clock.start()

    def write(self) -> None:
        with self._lock:
            noted, self._noted, self._clock = self._noted, [], None
        try:
            self._write(noted)
        except Exception:
            logger.exception("What was searched for in the last seconds is not kept.")

    def _ring(self) -> None:
        try:
            self.write()
        finally:
            connections.close_all()  # those of this thread


waiting = Waiting(search_log.write)
atexit.register(waiting.write)


def note_search(request: HttpRequest, found: ResultPage) -> None:
    """The first page of a search that is not narrowed: another page or choice is the same search once more."""
    words = words_to_keep(found)
    if words and set(request.GET) == {"q"} and is_counted(request):
        by_words, near = found.found.by_words, found.found.total - found.found.by_words
        waiting.add(Searched((words, found.query.language), visitor_of(request), found=by_words, near=near))


def opening_address(found: ResultPage) -> str:
    """Where a browser says that a result was opened; signed, so that nothing comes in by it that was not to be kept."""
    words = words_to_keep(found)
    return f"{reverse('search_opened')}?{urlencode({'q': _signer.sign(words)})}" if words else ""


def note_opening(request: HttpRequest) -> None:
    if settings.SEARCH_LOG_DAYS <= 0 or not within_limit(request, "search_opened"):
        return
    said = request.GET
    try:
        words = _signer.unsign(said.get("q", ""), max_age=OPEN)
    except BadSignature:
        return
    number, position = (number_from_text(said.get(name, "")) for name in ("id", "at"))
    if number and position and position <= MOST and is_counted(request):
        waiting.add(Opened((words, get_language() or "en"), number, position))


def words_to_keep(found: ResultPage) -> str:
    """In small letters, without marks and what was excluded; none where they must not be kept."""
    query = found.query
    is_known = bool(found.found.by_words) and not query.any_word and not found.corrections
    if not query or settings.SEARCH_LOG_DAYS <= 0 or looks_personal(query.text, is_known=is_known):
        return ""
    excluded = {word for term in query.excluded() for word in term.words}
    said = (match[0].lower() for match in WORD.finditer(query.text))
    return " ".join(word for word in said if fold(word) not in excluded)
