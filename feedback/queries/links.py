"""The links that a reader finds on a page."""

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail.models import Page

LONGEST = 500  # what a signal keeps


def links_of(page: Page) -> dict[str, str]:
    """Address -> words, in the order of the page; its own way out first."""
    found: dict[str, str] = {}
    if url := getattr(page, "external_url", ""):
        found[url] = str(_("Open the resource"))
    for link in BeautifulSoup(str(getattr(page, "body", "")), "html.parser").select("a[href]"):
        found.setdefault(str(link["href"]), " ".join(link.get_text(" ", strip=True).split()))
    return {url: words for url, words in found.items() if not url.startswith("#") and len(url) <= LONGEST}
