"""The place of the contact page in the page tree: last in the menu."""

from cms.core.domain.tree import ensure_pair, locale
from cms.core.models import HomePage

from .models import ContactPage


def ensure_defaults():
    home = HomePage.objects.get(locale=locale("en"))
    english = {"title": "Contact", "slug": "contact", "show_in_menus": True}
    ensure_pair(ContactPage, home, english, {"title": "Contacto", "slug": "contacto"})
