"""Pages that a visitor may see."""

from django.utils import timezone
from wagtail.models import Page


def visible_pages():
    """Live, without a view restriction, and with words of their own: an alias repeats those of another language."""
    return Page.objects.live().public().filter(alias_of=None).exclude(expire_at__lte=timezone.now())
