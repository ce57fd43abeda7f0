"""Menus from the page tree, and where the same thing is in the other language."""

from contextlib import suppress
from operator import attrgetter
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.intake.addresses import query_of, with_path
from cms.intake.text import number_from_text

from .addresses import home_url, page_url, site_roots
from .queries import places
from .queries.places import HOME_DEPTH, SECTION_DEPTH
from .querysets import visible

# Sections that are not pages, by the name of their URL: one follows the first entry of the menu, one ends it.
FORUMS, ASKING = ("forum:index", _("Forums")), ("suggest", _("Ask for it"))


def sections(request):
    """What lies right below the home page: `menu`, with the sections that are not pages, and `more`."""
    below = [place for place in places.top() if place.depth == SECTION_DEPTH and place.language == get_language()]
    shown = places.visible(below)
    menu = [_entry(place.title, page_url(place.url_path, request), request) for place in shown if place.in_menus]
    menu[1:1] = _section(request, *FORUMS)
    menu += _section(request, *ASKING)
    more = [_entry(place.title, page_url(place.url_path, request), request) for place in shown if not place.in_menus]
    return {"menu": menu, "more": more}


def _section(request, name, title):
    address = _address(name)
    return [_entry(str(title), address, request)] if address else []


def _entry(title, url, request):
    """`current` is what aria-current says: this page, or a section that this page is in."""
    path = request.path if request and url else ""
    return {"title": title, "url": url, "current": "page" if path == url else "true" if path.startswith(url) else ""}


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def page_languages(page, request):
    """For each language the address of this page, or of the closest page above it that exists there."""
    around = sorted(places.around(page), key=attrgetter("depth"))
    works = {place.work for place in around if page.path.startswith(place.path)}
    closest = {place.language: place for place in places.visible(around) if place.work in works}
    return {code: _language(page, closest.get(code), code, request) for code, _name in settings.LANGUAGES}


def _language(page, target, code, request):
    if target is None:
        return {"url": home_url(code), "exact": False}
    url = page_url(target.url_path, request) or home_url(code)
    if target.work == page.translation_key:
        query = query_of(request).urlencode()
        return {"url": f"{url}?{query}" if query else url, "exact": True}
    return {"url": f"{url}?untranslated={page.pk}", "exact": False}


def other_languages(page, request):
    """The same work in the other languages, where everyone may read it."""
    found = [each for each in places.around(page) if each.work == page.translation_key and each.pk != page.pk]
    return [
        {"title": each.title, "url": page_url(each.url_path, request), "language": each.language}
        for each in places.visible(found)
    ]


def crumbs(page, request):
    """The live pages above this one, without the home page."""
    above = [place for place in places.around(page) if place.depth < page.depth and page.path.startswith(place.path)]
    shown = [place for place in above if place.depth > HOME_DEPTH and place.live]
    return [{"title": place.title, "url": page_url(place.url_path, request)} for place in shown]


def view_languages(request, known=None):
    """As `page_languages`, for a view; `known` (code -> url) where its address cannot simply be translated."""
    codes = [code for code, _name in settings.LANGUAGES]
    if known is not None:
        return {code: {"url": known.get(code) or home_url(code), "exact": code in known} for code in codes}
    view = _view(request)
    if view is None:
        return {code: {"url": home_url(code), "exact": False} for code in codes}
    return {code: {"url": _with_next(_view_url(request, view, code), code, request), "exact": True} for code in codes}


def _view_url(request, view, code):
    """As `translate_url` has it, which would look for the view once more."""
    path = request.path
    with override(code), suppress(NoReverseMatch):
        path = reverse(view.view_name, args=view.args, kwargs=view.kwargs)
    return with_path(request, path)


def _with_next(url, code, request):
    """The address a sign-in form leads back to is translated too."""
    target = query_of(request).get(REDIRECT_FIELD_NAME)
    if not target:
        return url
    parts = urlsplit(url)
    query = QueryDict(parts.query, mutable=True)
    query[REDIRECT_FIELD_NAME] = _translated(target, code, request)
    return urlunsplit(parts._replace(query=query.urlencode(safe="/")))


def _translated(target, code, request):
    """A local address in the other language: of a view by its name, of a page by the page."""
    if not target.startswith("/") or target.startswith("//"):
        return target
    parts = urlsplit(target)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return target
    if match.url_name != "wagtail_serve":
        return translate_url(target, code)
    page = _page_at(match.args[0] if match.args else "", get_language_from_path(parts.path))
    found = page and page_languages(page, request)[code]
    return urlunsplit(parts._replace(path=urlsplit(found["url"]).path)) if found and found["exact"] else target


def _page_at(path, language):
    """A public page by its place below the home page of a language."""
    root = next((root.root_path for root in site_roots() if root.language_code == language), None)
    return visible(Page.objects).filter(url_path=f"{root}{path}").first() if root else None


def _view(request):
    """None for an address that is nobody's and for a page that is not there: they have no other language."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None
    return match if match.url_name != "wagtail_serve" else None


def untranslated_page(request):
    """The public page a reader came from because it does not exist in the active language."""
    number = number_from_text(query_of(request).get("untranslated", "")) if request else None
    if number is None:
        return None
    page = visible(Page.objects).filter(pk=number).select_related("locale").first()
    return page if page and page.locale.language_code != get_language() else None
