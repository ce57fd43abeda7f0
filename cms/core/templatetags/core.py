"""Addresses of the sections in the active language, and dates as people say them."""

from datetime import timedelta

from django import template
from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.addresses import page_url
from cms.core.queries import places

register = template.Library()


@register.simple_tag(takes_context=True)
def section_url(context, model):
    """The public page of this type (there is one a language), or nothing."""
    place = places.section(apps.get_model(model), get_language())
    return page_url(place.url_path, context.get("request")) if place else ""


@register.simple_tag
def date_range(first, last):
    """One day, some days of a month, or from one date to another."""
    if not last or first == last:
        return date_format(first, "DATE_FORMAT")
    if (first.year, first.month) != (last.year, last.month):
        dates = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
        return _("%(first)s to %(last)s") % dates
    parts = {"month": date_format(first, "F"), "first": first.day, "last": last.day, "year": first.year}
    if last - first == timedelta(days=1):
        return _("%(month)s %(first)s and %(last)s, %(year)s") % parts
    return _("%(month)s %(first)s to %(last)s, %(year)s") % parts
