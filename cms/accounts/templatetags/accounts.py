from urllib.parse import urlencode

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.intake.addresses import full_path, query_of

register = template.Library()

PAGES = {
    "profile": _("Profile"),
    "notices": _("Notices"),
    "account_email": _("E-mail address"),
    "account_change_password": _("Password"),
    "mfa_index": _("Two-step sign-in"),
}


@register.simple_tag
def account_pages(current):
    """The pages of a person's account, for the tabs above each of them."""
    return [{"title": title, "url": reverse(name), "current": name == current} for name, title in PAGES.items()]


@register.simple_tag(takes_context=True)
def next_query(context):
    """`?next=` this page, for the links to sign in and to join; pages about an account hand on what they were given.

    A view that knows a better address of itself gives `language_urls`.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    if not match:
        return ""
    request = context["request"]
    about_account = (match.url_name or "").startswith(("account_", "mfa_"))
    own = (context.get("language_urls") or {}).get(get_language()) or full_path(request)
    target = query_of(request).get(REDIRECT_FIELD_NAME) if about_account else own
    return f"?{urlencode({REDIRECT_FIELD_NAME: target})}" if target else ""


@register.simple_tag(takes_context=True)
def next_after_confirming(context):
    """Where one came from. In another browser, where nobody is signed in: the way to sign in first, then there."""
    target = context["redirect_field_value"]
    if context["user"].is_authenticated:
        return target
    return f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}"
