"""What pages show of things that are about the same."""

from django import template

from search.related import Related, Thing
from search.related import related_to as near

register = template.Library()


@register.simple_tag
def related_to(thing: Thing) -> list[Related]:
    return near(thing)
