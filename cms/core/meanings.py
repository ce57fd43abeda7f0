"""What public pages say, so that those that are alike are found: a page by title and summary, each answer by itself."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from bs4 import BeautifulSoup
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms import searchable
from cms.meaning.registry import Source, Text, register

from .models import FAQPage
from .querysets import visible

LONG_AGO = Value(datetime(2000, 1, 1, tzinfo=UTC), output_field=DateTimeField())  # of a page that was never published


class PublicPageSource(Source):
    changed_field = "said_at"

    def rows(self) -> QuerySet:
        said_at = Coalesce("last_published_at", "first_published_at", LONG_AGO)
        return visible(self.model._default_manager).filter(alias_of=None).annotate(said_at=said_at)


@register
class PageSource(PublicPageSource):
    """All that people can search for, but questions: those have answers."""

    kind = "page"
    model = Page
    shared = True

    def rows(self) -> QuerySet:
        return super().rows().type(*self._types())

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        said_at = dict(self.rows().filter(pk__in=keys).values_list("pk", "said_at"))
        for model in self._types():
            for page in model.objects.filter(pk__in=said_at).select_related("locale"):
                language = page.locale.language_code
                yield Text(page.pk, [(language, page.title), (language, page.summary)], said_at[page.pk])

    def _types(self) -> list[type[Page]]:
        models = {source.model for source in searchable.sources().values()}
        return [model for model in models if issubclass(model, Page) and model is not FAQPage]


@register
class AnswerSource(PublicPageSource):
    kind = "answer"
    model = FAQPage

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        for page in self.rows().filter(pk__in=keys).select_related("locale"):
            language = page.locale.language_code
            for key, question, answer in page.answers():
                plain = BeautifulSoup(answer.source, "html.parser").get_text(" ", strip=True)
                yield Text(page.pk, [(language, question), (language, plain)], page.said_at, key)
