"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import SummitIndexPage


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Summit", "slug": "summit", "show_in_menus": True}
    ensure_pair(SummitIndexPage, home, english, {"title": "Cumbre", "slug": "cumbre"}, before=FAQPage)
