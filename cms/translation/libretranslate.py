"""LibreTranslate, which anybody can run: https://docs.libretranslate.com/api/operations/translate/"""

import json
import time
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, unquote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .service import NotNowError, RefusedError, Translator

PATIENCE = 10  # seconds, for each answer as a whole
LARGEST = 200_000  # bytes of an answer
CHUNK = 8192


class NoRedirects(HTTPRedirectHandler):
    """What somebody said goes to the named service and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class LibreTranslate(Translator):
    """The key, if there is one, stands before the host: `key@host`."""

    def __init__(self, address: SplitResult) -> None:
        host = address.netloc.rpartition("@")[2]
        self.url = f"{address.scheme}://{host}{address.path.rstrip('/')}/translate"
        self.key = unquote(address.username or "")
        self._opener = build_opener(NoRedirects)

    def translate(self, text: str, source: str, target: str) -> str:
        asked = {"q": text, "source": source, "target": target, "format": "text"}
        answer = self._post(asked | ({"api_key": self.key} if self.key else {}))
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, str):
            raise NotNowError("no translation in its answer")
        return translated

    def _post(self, asked: dict[str, str]) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request(self.url, json.dumps(asked).encode(), headers)  # noqa: S310  (the setting names http or https)
        until = time.monotonic() + PATIENCE
        try:
            with self._opener.open(request, timeout=PATIENCE) as response:
                return json.loads(_read(response, until))
        except HTTPError as error:
            error.close()
            if error.code in (400, 413):
                raise RefusedError(f"status {error.code}") from None
            raise NotNowError(f"status {error.code}") from None
        except (OSError, HTTPException, ValueError, RecursionError) as error:  # the last of brackets in brackets
            raise NotNowError(type(error).__name__) from None


def _read(response: HTTPResponse, until: float) -> bytes:
    """One that sends a byte now and then must not hold the worker."""
    content = b""
    while part := response.read1(CHUNK):
        content += part
        if time.monotonic() > until or len(content) > LARGEST:
            raise NotNowError("too slow or too long")
    return content
