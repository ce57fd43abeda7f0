"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_section

from .models import BoardIndexPage

ENGLISH = "People from schools, families and communities who advise the statewide center, and what they report."
SPANISH = "Personas de las escuelas, las familias y las comunidades que asesoran al centro estatal, y lo que informan."


def ensure_defaults():
    english = {"title": "Advisory boards", "slug": "boards", "summary": ENGLISH}
    ensure_section(BoardIndexPage, english, {"title": "Consejos asesores", "slug": "consejos", "summary": SPANISH})
