"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import BoardIndexPage


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Advisory boards", "slug": "boards", "show_in_menus": True}
    ensure_pair(BoardIndexPage, home, english, {"title": "Consejos asesores", "slug": "consejos"}, before=FAQPage)
