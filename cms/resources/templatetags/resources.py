"""How resources look in lists."""

from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext_lazy as _

from cms.core.templatetags.core import section_url
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
DOORS = [
    {
        "audience": "families",
        "icon": "hand-heart",
        "tone": "poppy",
        "title": _("I am raising a student"),
        "text": _("How schools work with families, and what you can ask for."),
    },
    {
        "audience": "educators",
        "icon": "school",
        "tone": "ocean",
        "title": _("I work with students"),
        "text": _("Guides, templates and stories from schools like yours."),
    },
    {
        "audience": "students",
        "icon": "lightbulb",
        "tone": "plum",
        "title": _("I am a student"),
        "text": _("Where young people take part in decisions, and how."),
    },
]


@register.inclusion_tag("components/card.html", takes_context=True)
def resource_card(context, page, level=3):
    icon, tone = LOOKS.get(page.resource_type, ("file-text", "ocean"))
    return {
        "href": page.get_url(context.get("request")),
        "title": page.title,
        "summary": page.summary,
        "kind": page.get_resource_type_display(),
        "icon": icon,
        "tone": tone,
        "badges": [topic.label for topic in page.topics.all()][:BADGES],  # all of them are prefetched
        "meta": [part for part in (page.maker, page.publication_year, page.material_note) if part],
        "stars": page.work.rating_mean,
        "ratings": page.work.rating_count,
        "level": level,
    }


@register.inclusion_tag("core/home/doors.html", takes_context=True)
def doors(context):
    """The ways in: the catalog for each of the people most visitors are."""
    catalog = section_url(context, "resources.ResourceIndexPage")
    return {"doors": [door | {"href": f"{catalog}?audience={door['audience']}"} for door in DOORS] if catalog else []}


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
