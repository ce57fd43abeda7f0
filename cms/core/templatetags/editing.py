"""For editors: what they should know before they act, and where they can."""

from django import template

from cms.core import page_uses

register = template.Library()


@register.inclusion_tag("core/admin/page_warnings.html")
def page_warnings(page):
    return {"warnings": page_uses.warnings(page)}
