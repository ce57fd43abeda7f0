"""A page as it is stored: whole, compressed, with what it was made from."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from .encodings import BROTLI, GZIP, favourite_encoding
from .versions import Versions

LARGEST = 512 * 1024  # bytes
TYPES = ("text/html", "application/atom+xml", "application/xml", "text/calendar")
OWN_HEADERS = {"Content-Encoding", "Content-Length"}
BROTLI_QUALITY = 6


@dataclass(frozen=True)
class Entry:
    address: str
    headers: dict[str, str]
    bodies: dict[str, bytes]  # by their Content-Encoding
    versions: Versions
    until: datetime

    @classmethod
    def of(cls, response: HttpResponse, address: str, versions: Versions, until: datetime) -> "Entry":
        content = response.content
        headers = {name: value for name, value in response.items() if name not in OWN_HEADERS}
        bodies = {BROTLI: brotli.compress(content, quality=BROTLI_QUALITY), GZIP: gzip.compress(content, 6, mtime=0)}
        return cls(address, headers, bodies, versions, until)

    def respond(self, request: HttpRequest) -> HttpResponse:
        encoding = favourite_encoding(request)
        content = self.bodies[encoding] if encoding else gzip.decompress(self.bodies[GZIP])
        headers = self.headers | {"Content-Length": str(len(content))}
        if encoding:
            headers["Content-Encoding"] = encoding
        response = HttpResponse(b"" if request.method == "HEAD" else content, headers=headers)
        return _or_unchanged(request, response)


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Nothing in it is for one visitor: no cookie, no token of a form, no page that asks for a password."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not response.has_header("Cache-Control")
        and response.get("Content-Type", "").startswith(TYPES)
        and len(response.content) <= LARGEST
    )


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What every public page tells browsers and proxies, stored or not: keep it, but ask each time."""
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Encoding, Cookie"
    # Weak: the same words, however they are compressed.
    response["ETag"] = f'W/"{hashlib.blake2s(response.content, digest_size=12).hexdigest()}"'
    return _or_unchanged(request, response)


def _or_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
