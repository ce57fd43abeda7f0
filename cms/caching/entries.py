"""A page as it is stored: whole, compressed, with what it was made from."""

import gzip
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from .versions import Versions

LARGEST = 512 * 1024  # bytes
TYPES = ("text/html", "application/atom+xml", "application/xml", "text/calendar")
OWN_HEADERS = {"Content-Encoding", "Content-Length"}
BROTLI_QUALITY = 6


@dataclass(frozen=True)
class Entry:
    address: str
    headers: dict[str, str]
    gzipped: bytes
    brotlied: bytes
    versions: Versions
    until: datetime
    key: str = field(default_factory=lambda: secrets.token_hex(8))

    @classmethod
    def of(cls, response: HttpResponse, address: str, versions: Versions, until: datetime) -> "Entry":
        content = response.content
        headers = {name: value for name, value in response.items() if name not in OWN_HEADERS}
        compressed = gzip.compress(content, 6, mtime=0), brotli.compress(content, quality=BROTLI_QUALITY)
        return cls(address, headers, *compressed, versions, until)

    def respond(self, request: HttpRequest) -> HttpResponse:
        encoding, content = self._encoded(request.headers.get("Accept-Encoding", ""))
        headers = self.headers | {"Content-Length": str(len(content))}
        if encoding:
            headers["Content-Encoding"] = encoding
        response = HttpResponse(b"" if request.method == "HEAD" else content, headers=headers)
        return _or_unchanged(request, response)

    def _encoded(self, accepted: str) -> tuple[str, bytes]:
        names = {name.strip() for name in accepted.split(",")}  # with a weight it is not the favourite: gzip will do
        if "br" in names:
            return "br", self.brotlied
        if "gzip" in accepted:
            return "gzip", self.gzipped
        return "", gzip.decompress(self.gzipped)


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
