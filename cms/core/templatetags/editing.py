"""For editors: what they should know before they act, and where they can."""

from django import template
from wagtail.models import Page

from cms.core import page_uses

register = template.Library()


@register.inclusion_tag("core/admin/page_warnings.html")
def page_warnings(page, deleting=False):
    return {"warnings": page_uses.warnings(page, deleting=deleting)}


@register.inclusion_tag("core/edit_link.html", takes_context=True)
def edit_link(context):
    """The way from a public page to its editor; nothing for who may not edit it."""
    page, request = context.get("page"), context.get("request")
    person = getattr(request, "user", None)
    if not (isinstance(page, Page) and page.pk and person and person.has_perm("wagtailadmin.access_admin")):
        return {}
    return {"page": page} if page.permissions_for_user(person).can_edit() else {}
