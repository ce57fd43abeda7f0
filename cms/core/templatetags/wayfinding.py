"""Where a page is, and where the same thing is in the other language."""

from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.core import navigation
from cms.core.addresses import home_url
from cms.core.queries.places import HOME_DEPTH

register = template.Library()

OWN_NAMES = {"en": "English", "es": "Español"}  # each in its own language


@register.simple_tag(takes_context=True)
def language_links(context):
    """One link per language. A view that knows better than its address gives `language_urls` (code -> url)."""
    request, page, known = context.get("request"), context.get("page"), context.get("language_urls")
    if request is None:
        found = {code: {"url": home_url(code), "exact": False} for code, _name in settings.LANGUAGES}
    elif _in_tree(page) and known is None:
        found = navigation.page_languages(page, request)
    else:
        found = navigation.view_languages(request, known)
    return [_link(code, **link) for code, link in found.items()]


def _link(code, url, exact):
    absolute = urljoin(settings.BASE_URL, url)  # whatever host this visitor, or an impostor, has asked for
    own = {"code": code, "name": OWN_NAMES.get(code, code), "current": code == get_language()}
    return own | {"url": url, "absolute": absolute, "exact": exact}


@register.simple_tag(takes_context=True)
def untranslated(context):
    """The page the reader wanted, when it does not exist in this language."""
    page = navigation.untranslated_page(context.get("request"))
    if page is None:
        return None
    url, language = page.get_url(context["request"]), page.locale.language_code
    return {"title": page.title, "url": url, "lang": language, "work": page.translation_key}


@register.simple_tag(takes_context=True)
def page_crumbs(context):
    """The live pages above this one, without the home page; None for the home page itself and for what is no page."""
    page, request = context.get("page"), context.get("request")
    if not _in_tree(page) or page.depth <= HOME_DEPTH:
        return None
    return navigation.crumbs(page, request)


@register.simple_tag(takes_context=True)
def other_languages(context):
    return navigation.other_languages(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def page_address(context, page):
    return page.get_url(context.get("request"))


@register.simple_tag(takes_context=True)
def site_sections(context):
    """For the menu and the footer."""
    return navigation.sections(context.get("request"))


@register.simple_tag
def is_demo():
    return settings.DEMO


def _in_tree(page):
    return bool(getattr(page, "pk", None)) and hasattr(page, "get_ancestors")
