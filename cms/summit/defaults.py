"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_section

from .models import SummitIndexPage

ENGLISH = "Once a year everyone who makes community schools work meets. The sessions stay here with their materials."
SPANISH = "Una vez al año se reúnen quienes hacen posibles estas escuelas. Aquí quedan las sesiones y sus materiales."


def ensure_defaults():
    english = {"title": "Summit", "slug": "summit", "summary": ENGLISH}
    ensure_section(SummitIndexPage, english, {"title": "Cumbre", "slug": "cumbre", "summary": SPANISH})
