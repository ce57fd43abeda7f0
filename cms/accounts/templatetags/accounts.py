from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

PAGES = {
    "profile": _("Profile"),
    "notices": _("Notices"),
    "account_email": _("E-mail addresses"),
    "account_change_password": _("Password"),
    "mfa_index": _("Two-step sign-in"),
}


@register.simple_tag
def account_pages(current):
    """The pages of a person's account, for the tabs above each of them."""
    return [{"title": title, "url": reverse(name), "current": name == current} for name, title in PAGES.items()]
