"""The addresses of the public site by the names of their views."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLResolver, get_resolver

NOT_PUBLIC = ("admin/", "documents/", "^admin", "__debug__")
CACHING = "caching"


def view_names(resolver: Any = None, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if str(pattern.pattern).startswith(NOT_PUBLIC):
            continue
        if isinstance(pattern, URLResolver):
            yield from view_names(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        elif pattern.name:
            yield ":".join((*namespaces, pattern.name))


@register(CACHING)
def cached_or_said_why_not(**kwargs: Any) -> list[CheckMessage]:
    cached, exempt = settings.PAGE_CACHE_VIEWS, settings.PAGE_CACHE_EXEMPT
    names = {*view_names()}
    open_ = {name for name in names - cached.keys() if not any(fnmatchcase(name, pattern) for pattern in exempt)}
    lost = (cached.keys() - names) | {pattern for pattern in exempt if not any(fnmatchcase(n, pattern) for n in names)}
    hint = "See cms/settings/caching.py."
    unsaid = [f"Whether the view {name!r} is cached, or why not, is not said." for name in sorted(open_)]
    gone = [f"There is no view {name!r} to be cached or not." for name in sorted(lost)]
    return [Error(text, hint=hint, id="commons.E005") for text in [*unsaid, *gone]]
