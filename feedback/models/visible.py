"""Pages that a visitor may see."""

from wagtail.models import Page

from cms.core.querysets import visible


def visible_pages():
    """With words of their own: an alias repeats those of another language."""
    return visible(Page.objects).filter(alias_of=None)
