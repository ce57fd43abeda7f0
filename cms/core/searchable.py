"""How pages are found: what all page types share, and the pages every site has."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.searchable import Document, Source, register
from cms.taxonomy.models import Term

from .blocks.text import searchable_parts
from .models import FAQPage, StandardPage, Work
from .querysets import visible


def visible_pages() -> QuerySet[Page]:
    return visible(Page.objects)


class PageSource(Source):
    """A page type: name `kind`, `label`, `model`, perhaps `text_fields`, `term_fields`, `is_rated` and `date()`."""

    changed_field = "last_published_at"
    triggers_hide = False  # terms name and sort pages, stars rank them: neither ever hides one
    unseen_fields = frozenset(
        {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
        | {"locked", "locked_by", "locked_at"}
    )
    text_fields: tuple[str, ...] = ("body",)
    described_with: tuple[str, ...] = ()  # related rows that a description needs
    # Facet -> relation to taxonomy terms: what a page is narrowed by, and words it is found by.
    term_fields: Mapping[str, str] = {}
    is_rated = False  # whether readers give pages of this type stars

    @property
    def gate(self) -> Callable[[], QuerySet[Any]] | None:  # type: ignore[override]
        """A type with a rule of its own is asked for by itself."""
        return visible_pages if type(self).public is PageSource.public else None

    def public(self) -> QuerySet[Any]:
        related = ["locale", *self.described_with, *(["work"] if self.is_rated else [])]
        return visible(self.model._default_manager).select_related(*related)

    def document(self, page: Any) -> Document:
        return Document(
            language=page.locale.language_code,
            title=page.title,
            url=page.url or "",
            summary=getattr(page, "summary", "") or page.search_description,
            body=" · ".join(filter(None, [*self.text(page), *self._term_names(page)])),
            date=self.date(page),
            rating=self.rating(page),
            facets=self.facets(page),
            work=page.translation_key,
            expires=page.expire_at,
        )

    def text(self, page: Any) -> list[str]:
        """The words of the fields in `text_fields`, without markup."""
        fields = [page._meta.get_field(name) for name in self.text_fields]
        return [str(part) for model_field in fields for part in _plain(model_field, page)]

    def date(self, page: Any) -> datetime | None:
        return page.first_published_at

    def rating(self, page: Any) -> float | None:
        """Coarse, so that one more voice among many changes nothing that would have to be written again."""
        return round(page.work.rating_bayes, 1) if self.is_rated and page.work.rating_count else None

    def facets(self, page: Any) -> dict[str, Iterable[str]]:
        return {facet: [term.slug for term in self._terms(page, name)] for facet, name in self.term_fields.items()}

    @property
    def triggers(self) -> tuple[type[Model], ...]:  # type: ignore[override]
        terms = {self._term_model(name) for name in self.term_fields.values()}
        return (*terms, Work) if self.is_rated else tuple(terms)

    def affected(self, trigger: Term | Work) -> QuerySet[Any]:
        if isinstance(trigger, Work):
            return self.model._default_manager.filter(work=trigger)
        return self._with_term(trigger)

    def _with_term(self, term: Term) -> QuerySet[Any]:
        """Through any of the relations. They point at the source-language row, whichever language changed."""
        names = [name for name in self.term_fields.values() if self._term_model(name) is type(term)]
        through_any = Q(pk__in=[])
        for name in names:
            having = {f"{name}__translation_key": term.translation_key}
            through_any |= Q(pk__in=self.model._default_manager.filter(**having).values("pk"))
        return self.model._default_manager.filter(through_any)

    def name_in(self, page: Any, english: str, spanish: str) -> str:
        """A name in the language of the page, as it stands there: the English one where there is no Spanish."""
        return spanish or english if page.locale.language_code == "es" else english

    def _term_model(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model

    def _terms(self, page: Any, name: str) -> list[Term]:
        if self.model._meta.get_field(name).many_to_many:
            return list(getattr(page, name).all())
        return [term for term in [getattr(page, name)] if term]

    def _term_names(self, page: Any) -> list[str]:
        terms = [term for name in self.term_fields.values() for term in self._terms(page, name)]
        return [term.labels(page.locale.language_code).get(term.translation_key, term.name) for term in terms]


def _plain(model_field: Field, page: Any) -> list[str]:
    value = model_field.value_from_object(page)
    if hasattr(model_field, "get_searchable_content"):
        return model_field.get_searchable_content(value)
    return [value or ""]


@register
class StandardPageSource(PageSource):
    kind = "page"
    label = _("Pages")
    label_of_one = _("Page")
    model = StandardPage

    def date(self, page: StandardPage) -> None:
        """A standing page has no date that would tell a reader anything."""


@register
class FAQSource(StandardPageSource):
    """By its title and its headings: each of its answers is found by itself."""

    kind = "faq"
    label = _("Pages of questions")
    model = FAQPage

    def text(self, page: FAQPage) -> list[str]:
        return [group.value["title"] for group in page.groups]


@register
class AnswerSource(PageSource):
    """Each answer on a page of questions, opened at its place. Its key is the same in every language."""

    kind = "answer"
    label = _("Questions and answers")
    label_of_one = _("Answer")
    model = FAQPage
    gate = staticmethod(visible_pages)

    def public(self) -> QuerySet[FAQPage]:
        return super().public().exclude(groups=[])

    def documents(self, page: FAQPage) -> list[Document]:
        return [
            Document(
                language=page.locale.language_code,
                title=question,
                url=f"{page.url}#answer-{key}",
                body=" · ".join(searchable_parts(answer)),
                place=key,
                work=uuid5(page.translation_key, key),
                expires=page.expire_at,
            )
            for key, question, answer in page.answers()
        ]
