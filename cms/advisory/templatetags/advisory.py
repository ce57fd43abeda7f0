"""What other pages show of the boards."""

from django import template

from cms.advisory.enums import RecommendationStatus
from cms.advisory.models import BoardUpdatePage

register = template.Library()


@register.simple_tag
def latest_updates(locale, number=4):
    return BoardUpdatePage.objects.visible().filter(locale=locale).newest().for_cards()[:number]


@register.filter
def recommendation_status(value):
    return RecommendationStatus(value).label if value in RecommendationStatus else value
