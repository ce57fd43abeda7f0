from django import template
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from .. import rendering
from ..models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context):
    """How many notices the reader has not read: one query a page, none for visitors without an account."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return 0
    if not hasattr(request, "_unread_notices"):
        request._unread_notices = Notice.objects.of(request.user).unread().count()
    return request._unread_notices


@register.filter
def notice_title(notice):
    """A kind whose words have been removed since must not take the whole list with it."""
    try:
        return rendering.title(notice)
    except TemplateDoesNotExist:
        return _("An earlier notice")
