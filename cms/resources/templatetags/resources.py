"""How resources look in lists."""

from urllib.parse import urlsplit

from django import template

from cms.resources.enums import ResourceType
from cms.resources.models import ResourcePage

register = template.Library()

# One icon and one colour for each type.
LOOKS = {
    ResourceType.TOOL: ("wrench", "poppy"),
    ResourceType.TOOLKIT: ("layers", "poppy"),
    ResourceType.GUIDE: ("book-open", "ocean"),
    ResourceType.CASE_STUDY: ("school", "sage"),
    ResourceType.VIDEO: ("video", "plum"),
    ResourceType.WEBINAR: ("presentation", "plum"),
    ResourceType.AUDIO: ("headphones", "plum"),
    ResourceType.DATA_VISUALIZATION: ("chart-column", "gold"),
    ResourceType.TEMPLATE: ("layout-template", "poppy"),
    ResourceType.REPORT: ("file-text", "gold"),
    ResourceType.BRIEF: ("newspaper", "gold"),
}
CARDS = 4  # in one row of a desktop
BADGES = 2  # topics on a card


@register.filter
def type_icon(resource_type):
    return LOOKS.get(resource_type, ("file-text", ""))[0]


@register.filter
def type_mood(resource_type):
    return LOOKS.get(resource_type, ("", "ocean"))[1]


@register.filter
def card_badges(page):
    return [topic.label for topic in page.topics.all()][:BADGES]  # all of them are prefetched


@register.filter
def card_meta(page):
    return [part for part in (page.author_organization, page.publication_year) if part]


@register.simple_tag
def newest_resources(locale, number=CARDS):
    return ResourcePage.objects.visible().filter(locale=locale).newest().for_cards()[:number]


@register.filter
def host(url):
    return urlsplit(url).netloc.removeprefix("www.")


@register.simple_tag(takes_context=True)
def catalog_url(context):
    """The address of the catalog above this resource, without asking the database."""
    return context["page"].get_url(context["request"]).rstrip("/").rpartition("/")[0] + "/"


@register.simple_tag
def best_rated_resources(locale, number=CARDS):
    """One person alone makes no best resource."""
    rated = ResourcePage.objects.visible().filter(locale=locale, work__rating_count__gte=2)
    return rated.best_rated().for_cards()[:number]
