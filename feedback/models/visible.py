"""Pages that a visitor may see."""

from wagtail.models import Page

from cms.core.querysets import readable, visible


def visible_pages():
    """With words of their own: an alias repeats those of another language."""
    return visible(Page.objects).filter(alias_of=None)


def readable_pages():
    """Those whose words are in the language of the page, or as complete as a person found right."""
    return readable(Page.objects)
