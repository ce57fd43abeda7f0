"""What other pages show of the boards."""

from django import template
from django.utils.formats import date_format

from cms.advisory.enums import RecommendationStatus
from cms.advisory.models import BoardUpdatePage

register = template.Library()


@register.simple_tag
def latest_updates(locale, number=4):
    return BoardUpdatePage.objects.visible().filter(locale=locale).newest().only_card_fields()[:number]


@register.inclusion_tag("components/card.html", takes_context=True)
def update_card(context, update, level=3):
    return {
        "href": update.get_url(context.get("request")),
        "title": update.title,
        "summary": update.summary,
        "kind": date_format(update.date, "DATE_FORMAT"),
        "icon": "newspaper",
        "tone": "gold",
        "level": level,
    }


@register.inclusion_tag("components/card.html", takes_context=True)
def board_card(context, board, level=2):
    return {
        "href": board.get_url(context.get("request")),
        "title": board.title,
        "summary": board.summary,
        "icon": "users",
        "tone": "sage",
        "level": level,
    }


@register.filter
def recommendation_status(value):
    return RecommendationStatus(value).label if value in RecommendationStatus else value
