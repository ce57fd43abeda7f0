"""How the pages every site has are found."""

from django.utils.translation import gettext_lazy as _

from .models import FAQPage, StandardPage
from .searchable import PageSource, register


@register
class StandardPageSource(PageSource):
    kind = "page"
    label = _("Pages")
    label_of_one = _("Page")
    model = StandardPage

    def date(self, page):
        """A standing page has no date that would tell a reader anything."""


@register
class FAQSource(StandardPageSource):
    kind = "faq"
    label = label_of_one = _("Questions and answers")
    model = FAQPage
    text_fields = ("groups",)
