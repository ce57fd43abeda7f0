"""The place of this section in the page tree."""

from cms.core.domain.tree import ensure_pair
from cms.core.models import FAQPage, HomePage

from .models import BoardIndexPage

ENGLISH = "People from schools, families and communities who advise the statewide center, and what they report."
SPANISH = "Personas de las escuelas, las familias y las comunidades que asesoran al centro estatal, y lo que informan."


def provision():
    home = HomePage.objects.get(locale__language_code="en")
    english = {"title": "Advisory boards", "slug": "boards", "show_in_menus": True, "summary": ENGLISH}
    ensure_pair(
        BoardIndexPage,
        home,
        english,
        {"title": "Consejos asesores", "slug": "consejos", "summary": SPANISH},
        before=FAQPage,
    )
