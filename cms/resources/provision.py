"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import ResourceIndexPage

ENGLISH = "Tools, guides, recordings and reports that community schools use. Narrow the list to what you need."
SPANISH = (
    "Herramientas, guías, grabaciones e informes que usan las escuelas comunitarias. Acote la lista a lo que necesita."
)


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Resources", "slug": "resources", "show_in_menus": True, "summary": ENGLISH}
    ensure_pair(
        ResourceIndexPage, home, english, {"title": "Recursos", "slug": "recursos", "summary": SPANISH}, before=FAQPage
    )
