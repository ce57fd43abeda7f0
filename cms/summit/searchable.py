"""How summit sessions are found."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cms.core.searchable import PageSource
from cms.searchable import register

from .models import SessionPage, SummitPage


@register
class SessionSource(PageSource):
    kind = "session"
    label = _("Summit sessions")
    model = SessionPage
    term_fields = {"topic": "topics"}
    is_rated = True
    takes_place = True

    def text(self, page: SessionPage) -> list[str]:
        """An excerpt speaks one language: material in the other one is found with the page in that language."""
        people = [
            f"{each.name} {self.name_in(page, each.organization, each.organization_es)}"
            for each in page.facilitators.all()
        ]
        materials = [each.title for each in page.materials.all() if each.language == page.locale.language_code]
        return [*super().text(page), *people, *materials]

    def date(self, page: SessionPage) -> datetime:
        return page.starts_at

    def facets(self, page: SessionPage) -> dict[str, Iterable[str]]:
        materials = {each.language for each in page.materials.all()}
        return super().facets(page) | {"material": materials, "year": [str(page.starts_at.year)]}


@register
class SummitSource(PageSource):
    kind = "summit"
    label = _("Summits")
    model = SummitPage
    takes_place = True

    def text(self, page: SummitPage) -> list[str]:
        return [*super().text(page), page.venue, page.city, str(page.year)]

    def date(self, page: SummitPage) -> datetime | None:
        return page.starts_on and make_aware(datetime.combine(page.starts_on, time(12)))

    def facets(self, page: SummitPage) -> dict[str, Iterable[str]]:
        return {"year": [str(page.year)]}
