"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_section

from .models import ResourceIndexPage

ENGLISH = "Tools, guides, recordings and reports that community schools use. Narrow the list to what you need."
SPANISH = (
    "Herramientas, guías, grabaciones e informes que usan las escuelas comunitarias. Acote la lista a lo que necesita."
)


def ensure_defaults():
    english = {"title": "Resources", "slug": "resources", "summary": ENGLISH}
    ensure_section(ResourceIndexPage, english, {"title": "Recursos", "slug": "recursos", "summary": SPANISH})
