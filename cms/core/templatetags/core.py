"""Addresses of the sections, whatever they are called in the active language."""

from django import template
from django.apps import apps
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def section_url(context, model):
    """The live page of this type (there is one a language), or nothing."""
    pages = apps.get_model(model).objects.live().filter(locale__language_code=get_language())
    page = pages.first()
    return page.get_url(context.get("request")) if page else ""
