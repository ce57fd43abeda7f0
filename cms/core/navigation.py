"""Menus from the page tree, and where the same thing is in the other language."""

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.intake.addresses import full_path, query_of

from .querysets import visible

HOME_DEPTH = 2
# Sections that are not pages, by the name of their URL; they follow the first entry of the menu.
OTHER_SECTIONS = [("forum:index", _("Forums"))]


def sections(request):
    """What lies right below the home page: `menu`, with the sections that are not pages, and `more`."""
    pages = visible(Page.objects).filter(depth=HOME_DEPTH + 1, locale__language_code=get_language())
    pages = list(pages.select_related("locale").order_by("path"))
    menu = [_entry(page.title, page.get_url(request), request) for page in pages if page.show_in_menus]
    menu[1:1] = [_entry(title, _address(name), request) for name, title in OTHER_SECTIONS if _address(name)]
    more = [_entry(page.title, page.get_url(request), request) for page in pages if not page.show_in_menus]
    return {"menu": menu, "more": more}


def _entry(title, url, request):
    """`current` is what aria-current says: this page, or a section that this page is in."""
    path = request.path if request and url else ""
    return {"title": title, "url": url, "current": "page" if path == url else "true" if path.startswith(url) else ""}


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def home_url(language):
    with override(language):
        return reverse("wagtail_serve", args=[""])


def page_languages(page, request):
    """For each language the address of this page, or of the closest page above it that exists there."""
    above = page.get_ancestors(inclusive=True).filter(depth__gte=HOME_DEPTH).order_by().values("translation_key")
    candidates = visible(Page.objects).filter(translation_key__in=above).select_related("locale")
    closest = {each.locale.language_code: each for each in candidates.order_by("depth")}
    return {code: _language(page, closest.get(code), code, request) for code, _name in settings.LANGUAGES}


def _language(page, target, code, request):
    if target is None:
        return {"url": home_url(code), "exact": False}
    url = target.get_url(request) or home_url(code)
    if target.translation_key == page.translation_key:
        query = query_of(request).urlencode()
        return {"url": f"{url}?{query}" if query else url, "exact": True}
    return {"url": f"{url}?untranslated={page.pk}", "exact": False}


def view_languages(request, known=None):
    """The same for a view; `known` (code -> url) where its address cannot simply be translated."""
    return {code: _view_language(request, code, known) for code, _name in settings.LANGUAGES}


def _view_language(request, code, known):
    if known is not None:
        return {"url": known.get(code) or home_url(code), "exact": code in known}
    if not _is_view(request):
        return {"url": home_url(code), "exact": False}
    return {"url": translate_url(full_path(request), code), "exact": True}


def _is_view(request):
    """An address that is nobody's, or a page that is not there, has no other language."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve"


def untranslated_page(request):
    """The public page a reader came from because it does not exist in the active language."""
    number = query_of(request).get("untranslated", "") if request else ""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    page = visible(Page.objects).filter(pk=number).select_related("locale").first()
    return page if page and page.locale.language_code != get_language() else None
