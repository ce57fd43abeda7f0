"""How resources look in lists."""

from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext_lazy as _

from cms.core.addresses import page_url
from cms.core.bilingual import language_note, name_in
from cms.core.templatetags.core import section_url
from cms.memory import once
from cms.resources.enums import ResourceType
from cms.resources.queries import cards, lists, terms

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
NEWEST, BEST = 6, 3  # on the home page
RELATED = 3  # below a resource
# The lists of terms of a resource, and the parameter by which each narrows the catalog.
PARAMETERS = [
    ("topics", "topic", _("Topics")),
    ("audiences", "audience", _("For whom")),
    ("strategies", "strategy", _("Strategies")),
]
TYPES = dict(ResourceType.choices)
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


@register.inclusion_tag("resources/cards.html", takes_context=True)
def resource_cards(context, ids, level=3):
    (found,) = cards.of_ids(ids)
    return {"cards": _cards(found, context.get("request")), "level": level}


@register.inclusion_tag("resources/related.html", takes_context=True)
def related_resources(context, near):
    """Others with a topic of the resource that is read, where few are `near` to what it says; none of these."""
    page, topics = context["page"], _chosen_terms(context)["topics"]
    is_asked = topics and len(near) < RELATED
    (found,) = cards.of_ids(lists.related(page, topics, RELATED + len(near)) if is_asked else [])
    known = {one.url for one in near}
    others = [card for card in _cards(found, context.get("request")) if card["href"] not in known]
    return {"related": others[:RELATED]}


@register.inclusion_tag("resources/belongs.html", takes_context=True)
def belongs(context):
    """What a resource is about, each word leading to more of the kind."""
    named = terms.named(_chosen_terms(context))
    found = [{"title": title, "parameter": name, "terms": named[key]} for key, name, title in PARAMETERS if named[key]]
    return {"lists": found, "catalog": _catalog_above(context["page"].get_url(context.get("request")))}


def _chosen_terms(context):
    page, is_preview = context["page"], getattr(context.get("request"), "is_preview", False)
    return once(("terms of", page.pk, is_preview), lambda: terms.ids(page, is_preview=is_preview))


@register.inclusion_tag("core/home/resources.html", takes_context=True)
def home_resources(context, locale):
    """The newest, and the best rated."""
    both = cards.of_ids(lists.newest(locale, NEWEST), lists.best_rated(locale, BEST))
    newest, best = (_cards(found, context.get("request")) for found in both)
    return {"newest": newest, "best": best, "href": section_url(context, "resources.ResourceIndexPage")}


def _cards(found, request):
    return [_card(each, request) for each in found]


def _card(page, request):
    icon, tone = LOOKS.get(page.resource_type, ("file-text", "ocean"))
    maker = name_in(page.author_organization, page.author_organization_es)
    return {
        "href": page_url(page.url_path, request),
        "title": page.title,
        "summary": page.summary,
        "kind": TYPES.get(page.resource_type, page.resource_type),
        "icon": icon,
        "tone": tone,
        "badges": page.topics[:BADGES],
        "meta": [part for part in (maker, page.publication_year, language_note(page.languages)) if part],
        "stars": page.rating_sum / page.rating_count if page.rating_count else None,
        "ratings": page.rating_count,
    }


@register.inclusion_tag("core/home/doors.html", takes_context=True)
def doors(context):
    """The ways in: the catalog for each of the people most visitors are."""
    catalog = section_url(context, "resources.ResourceIndexPage")
    return {"doors": [door | {"href": f"{catalog}?audience={door['audience']}"} for door in DOORS] if catalog else []}


@register.filter
def host(url):
    return urlsplit(url).netloc.removeprefix("www.")


def _catalog_above(url):
    """The address of the catalog above a resource, without asking the database."""
    return url.rstrip("/").rpartition("/")[0] + "/"
