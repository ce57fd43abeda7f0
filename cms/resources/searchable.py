"""How resources are found."""

from django.utils.translation import gettext_lazy as _

from cms.core.searchable import PageSource, register

from .models import ResourcePage


@register
class ResourceSource(PageSource):
    kind = "resource"
    label = _("Resources")
    model = ResourcePage
    term_fields = ("topics", "audiences", "strategies")

    def public(self):
        return super().public().select_related("locale", "region")

    def text(self, page):
        return [*super().text(page), page.author_organization, page.author_organization_es]

    def facets(self, page):
        return super().facets(page) | {
            "type": [page.resource_type],
            "region": [page.region.slug] if page.region else [],
            "year": [str(page.publication_year)] if page.publication_year else [],
        }
