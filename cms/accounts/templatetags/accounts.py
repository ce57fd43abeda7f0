import re
from urllib.parse import urlencode, urlsplit

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.accounts.queries import traces
from cms.intake.addresses import full_path, query_of

register = template.Library()

LOCAL = re.compile(r"/(?![/\\])")  # an address of this site

PAGES = {
    "profile": _("Profile"),
    "notices": _("Notices"),
    "account_email": _("E-mail address"),
    "account_change_password": _("Password"),
    "mfa_index": _("Two-step sign-in"),
}
# Why somebody was sent to sign in, by the name of the address they wanted.
REASONS = {
    "post_create": _("Sign in to reply. What you write is shown under the name you chose."),
    "topic_create": _("Sign in to start a conversation. What you write is shown under the name you chose."),
    "topic_subscribe": _("Sign in to follow this topic: we tell you when somebody answers."),
    "user_subscriptions": _("Sign in to see the topics you follow."),
    "unread_topics": _("Sign in to see what is new for you."),
    "comments": _("Sign in to comment. What you write is shown under the name you chose."),
    "comment_thread": _("Sign in to reply. What you write is shown under the name you chose."),
    "comment_edit": _("Sign in to change what you wrote."),
    "comment_withdraw": _("Sign in to take back what you wrote."),
    "comment_report": _("Sign in to report a comment: each person counts once."),
    "notices": _("Sign in to read your notices."),
    "my_suggestions": _("Sign in to see what you asked for and what came of it."),
    "profile": _("Sign in to change your profile."),
    "download_data": _("Sign in to download what we keep about you."),
}
# And by the part of the page where they come back to.
PLACES = {
    "rating": _("Sign in to give stars: each person counts once."),
    "content": _("This page is for people who have an account here: sign in to read it."),
}
EDITING = _("Sign in to the editing desk, with the account you were given for it.")


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


@register.simple_tag(takes_context=True)
def reason_to_sign_in(context):
    """One sentence that says what for; nothing where people come by themselves."""
    address = context["request"].GET.get(REDIRECT_FIELD_NAME, "")
    if not LOCAL.match(address):
        return ""
    target = urlsplit(address)
    if target.fragment in PLACES:
        return PLACES[target.fragment]
    try:
        match = resolve(target.path)
    except Resolver404:
        return ""
    return EDITING if match.url_name and match.url_name.startswith("wagtailadmin_") else REASONS.get(match.url_name, "")


@register.inclusion_tag("accounts/admin/left_behind.html")
def left_behind(person):
    """Before somebody is deleted."""
    return {"left_behind": traces.left_behind(person)}
