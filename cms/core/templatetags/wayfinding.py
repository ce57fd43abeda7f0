"""Where a page is, and where the same thing is in the other language."""

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

ROOMS = [("forum:index", _("Forums"))]
register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context):
    """One link per language. A view that knows better than its address gives `language_urls` (code -> url)."""
    request = context.get("request")
    urls = context.get("language_urls") or _page_urls(context.get("page"), request)
    return [_link(code, request, urls) for code, _name in settings.LANGUAGES]


def _link(code, request, urls):
    with override(code):
        home = reverse("wagtail_serve", args=[""])
    url = home if request is None or urls is not None else translate_url(request.get_full_path(), code)
    url = (urls or {}).get(code) or url
    return {
        "code": code,
        "name": {"en": "English", "es": "Español"}.get(code, code),  # each in its own language
        "url": url,
        "absolute": request.build_absolute_uri(url) if request else url,
        "exact": request is not None and (urls is None or code in urls),
        "current": code == get_language(),
    }


def _page_urls(page, request):
    if not getattr(page, "pk", None) or not hasattr(page, "get_translations"):
        return None
    query = f"?{request.GET.urlencode()}" if request and request.GET else ""
    live = page.get_translations(inclusive=True).live().select_related("locale")
    return {each.locale.language_code: each.get_url(request) + query for each in live if each.get_url(request)}


@register.simple_tag(takes_context=True)
def page_crumbs(context):
    """The pages above this one, without the home page."""
    page = context.get("page")
    if not getattr(page, "pk", None) or not hasattr(page, "get_ancestors") or page.depth <= 2:
        return []
    request = context.get("request")
    return [{"title": each.title, "url": each.get_url(request)} for each in page.get_ancestors().filter(depth__gt=2)]


@register.simple_tag(takes_context=True)
def site_sections(context):
    """What lies right below the home page, with the rooms that are not pages: for the menu and the footer."""
    request = context.get("request")
    pages = Page.objects.live().public().filter(depth=3, locale__language_code=get_language())
    pages = list(pages.select_related("locale").order_by("path"))
    rooms = [room for room in (_room(name, title) for name, title in ROOMS) if room]
    menu = [_entry(page, request) for page in pages if page.show_in_menus]
    menu[1:1] = rooms
    for entry in menu:
        entry["current"] = bool(request) and request.path.startswith(entry["url"])
    return {"menu": menu, "more": [_entry(page, request) for page in pages if not page.show_in_menus]}


def _entry(page, request):
    return {"title": page.title, "url": page.get_url(request)}


def _room(name, title):
    try:
        return {"title": title, "url": reverse(name)}
    except NoReverseMatch:
        return None
