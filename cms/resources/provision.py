"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import ResourceIndexPage


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Resources", "slug": "resources", "show_in_menus": True}
    ensure_pair(ResourceIndexPage, home, english, {"title": "Recursos", "slug": "recursos"}, before=FAQPage)
