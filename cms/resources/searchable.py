"""How resources are found."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.core.searchable import PageSource
from cms.searchable import register

from .models import ResourcePage


@register
class ResourceSource(PageSource):
    kind = "resource"
    label = _("Resources")
    model = ResourcePage
    term_fields = {"topic": "topics", "audience": "audiences", "strategy": "strategies", "region": "region"}
    described_with = ("region",)
    is_rated = True

    def text(self, page: ResourcePage) -> list[str]:
        author = self.name_in(page, page.author_organization, page.author_organization_es)
        with override(page.locale.language_code):
            what_it_is = page.get_resource_type_display()  # who looks for a template finds those
        return [*super().text(page), what_it_is, author]

    def facets(self, page: ResourcePage) -> dict[str, Iterable[str]]:
        return super().facets(page) | {
            "type": [page.resource_type],
            "material": [each.language for each in page.languages.all()],
            "year": [str(page.publication_year)] if page.publication_year else [],
        }
