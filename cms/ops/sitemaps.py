"""What search engines read to find all public pages: an index, and parts of it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from cms.mail.layout import absolute
from cms.sitemap import Listed, sections

XML = "application/xml; charset=utf-8"
LANGUAGES = {"Content-Language": ", ".join(language for language, _name in settings.LANGUAGES)}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = [
        absolute(reverse("sitemap_part", args=[name, number]))
        for name, section in sections().items()
        for number in range(1, section.parts() + 1)
    ]
    return _shown("sitemap/index.xml", {"parts": parts})


@require_safe
def part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    known = sections().get(section)
    if known is None or not 1 <= number <= known.parts():
        raise Http404
    pages = [page for listed in known.part(number) for page in _pages(listed)]
    return _shown("sitemap/part.xml", {"pages": pages})


def _pages(listed: Listed) -> Iterator[dict[str, Any]]:
    """Each language of it names all of them, and which of them is for everyone else."""
    urls = {language: absolute(path) for language, path in listed.paths.items()}
    others = urls | {"x-default": urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()))}
    changed = localtime(listed.changed).isoformat(timespec="seconds") if listed.changed else ""
    for url in urls.values():
        yield {"url": url, "changed": changed, "others": others}


def _shown(template: str, context: dict[str, Any]) -> HttpResponse:
    """The same whatever the language of the reader."""
    return HttpResponse(render_to_string(template, context), content_type=XML, headers=LANGUAGES)
