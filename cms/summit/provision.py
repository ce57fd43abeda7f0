"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import SummitIndexPage

ENGLISH = "Once a year everyone who makes community schools work meets. The sessions stay here with their materials."
SPANISH = "Una vez al año se reúnen quienes hacen posibles estas escuelas. Aquí quedan las sesiones y sus materiales."


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Summit", "slug": "summit", "show_in_menus": True, "summary": ENGLISH}
    ensure_pair(
        SummitIndexPage, home, english, {"title": "Cumbre", "slug": "cumbre", "summary": SPANISH}, before=FAQPage
    )
