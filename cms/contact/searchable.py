"""How the contact page is found."""

from django.utils.translation import gettext_lazy as _

from cms.core.searchable import StandardPageSource
from cms.searchable import register

from .models import ContactPage


@register
class ContactSource(StandardPageSource):
    kind = "contact"
    label = _("Contact")
    label_of_one = _("Page")
    model = ContactPage
