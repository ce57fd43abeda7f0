"""Ways on for whoever has not typed anything yet."""

from typing import Any

from django.http import QueryDict
from wagtail.models import Locale

from cms.core.addresses import page_url
from cms.core.queries import places
from cms.resources.catalog import Catalog
from cms.resources.models import ResourceIndexPage, ResourcePage

MOST = 12


def topics_to_browse(language: str) -> list[dict[str, Any]]:
    """The topics of which the catalog has most."""
    return sorted(catalog_topics(language), key=lambda choice: -choice["count"])[:MOST]


def catalog_topics(language: str) -> list[dict[str, Any]]:
    """The topics the catalog has something of, as it counts them, with the address there."""
    section = places.section(ResourceIndexPage, language)
    if section is None:
        return []
    locale = Locale.objects.get_for_language(language)
    facets = Catalog(QueryDict(), ResourcePage, locale.pk).facets
    choices = next((facet["choices"] for facet in facets if facet["name"] == "topic"), [])
    catalog = page_url(section.url_path)
    return [choice | {"href": f"{catalog}?topic={choice['value']}"} for choice in choices if choice["count"]]
