"""Addresses of many things of one kind: to reverse each would cost more than to show it."""

from functools import cache
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import get_language

from cms.intake.addresses import with_path

SAMPLES = 987_654_000  # numbers that stand for the parts of an address; no address of ours has them otherwise
AS_IN_REVERSE = f"{RFC3986_SUBDELIMS}/~:@"


def address(name: str, **parts: str | int) -> str:
    """What `reverse(name, kwargs=parts)` gives."""
    pattern = _pattern(name, tuple(parts), get_language(), get_script_prefix())
    return pattern.format(*(quote(str(part), safe=AS_IN_REVERSE) for part in parts.values()))


def post_address(topic_address: str, pk: int) -> str:
    """Leads to the page of the topic on which the post stands."""
    return f"{topic_address}?post={pk}#post-{pk}"


def to_right_address(request: HttpRequest, path: str) -> HttpResponse | None:
    """Only the numbers in an address find something: who comes with other words, or old ones, is sent on.

    Browsers are not to keep that for good: a forum or a topic may get an earlier name back.
    """
    if request.method not in ("GET", "HEAD") or request.path == unquote(path):
        return None
    return HttpResponsePermanentRedirect(with_path(request, path), headers={"Cache-Control": "no-cache"})


@cache
def _pattern(name: str, parts: tuple[str, ...], language: str | None, prefix: str) -> str:
    """With a place for each part. It differs by language and mount point, and never changes in a running process."""
    samples = {part: SAMPLES + number for number, part in enumerate(parts)}
    found = reverse(name, kwargs=samples)
    for number, sample in enumerate(samples.values()):
        found = found.replace(str(sample), f"{{{number}}}")
    return found
