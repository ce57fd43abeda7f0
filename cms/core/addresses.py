"""Addresses of pages, without asking Wagtail for the site and Django for the pattern once for each link."""

from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from cms.caching import note_read
from cms.memory import once


def site_roots() -> list[SiteRootPath]:
    """The home page of each site in each language, as Wagtail keeps them."""
    return once("site roots", _kept_roots)


def _kept_roots() -> list[SiteRootPath]:
    note_read([Site._meta.db_table])
    return Site.get_site_root_paths()


@cache
def home_url(language: str) -> str:
    with override(language):
        return reverse("wagtail_serve", args=[""])


def page_url(url_path: str, request: HttpRequest | None = None) -> str:
    """As `Page.get_url` has it; empty for what is below no site. With several sites only Wagtail can say."""
    roots = site_roots()
    if len({root.site_id for root in roots}) > 1 or not url_path.isascii():
        return Page(url_path=url_path).get_url(request) or ""
    for root in roots:
        if url_path.startswith(root.root_path):
            return home_url(root.language_code) + url_path.removeprefix(root.root_path)
    return ""
