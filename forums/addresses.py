"""Addresses of many things of one kind: to reverse each would cost more than to show it."""

from functools import cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import get_language

SAMPLES = 987_654_000  # numbers that stand for the parts of an address; no address of ours has them otherwise
AS_IN_REVERSE = f"{RFC3986_SUBDELIMS}/~:@"


def address(name: str, **parts: str | int) -> str:
    """What `reverse(name, kwargs=parts)` gives."""
    pattern = _pattern(name, tuple(parts), get_language(), get_script_prefix())
    return pattern.format(*(quote(str(part), safe=AS_IN_REVERSE) for part in parts.values()))


def post_address(topic_address: str, pk: int) -> str:
    """Leads to the page of the topic on which the post stands."""
    return f"{topic_address}?post={pk}#post-{pk}"


@cache
def _pattern(name: str, parts: tuple[str, ...], language: str | None, prefix: str) -> str:
    """With a place for each part. It differs by language and mount point, and never changes in a running process."""
    samples = {part: SAMPLES + number for number, part in enumerate(parts)}
    found = reverse(name, kwargs=samples)
    for number, sample in enumerate(samples.values()):
        found = found.replace(str(sample), f"{{{number}}}")
    return found
