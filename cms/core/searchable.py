"""What an app says about its own types so that people can find them; the search app reads this and owns the rest."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst

from .querysets import visible

_sources = {}


@dataclass(frozen=True)
class Document:
    """One thing in one language, as a visitor may find it. All texts are plain text.

    `facets` maps a facet name to its slugs. `work` joins the translations of one thing. After `expires` it is gone.
    """

    language: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    date: datetime | None = None
    facets: dict[str, list[str]] = field(default_factory=dict)
    work: UUID | None = None
    expires: datetime | None = None


class Source:
    """One findable type. `kind` names it in URLs, `label` (plural) in the facets, `label_of_one` on a result.

    `public()` returns the queryset of what every visitor may see: nothing outside it is ever shown.
    `document(instance)` describes one of them. When one of the models in `triggers` is saved or deleted,
    `affected(trigger)` says whose documents change with it; `model` itself needs no mention, nor, for pages,
    what Wagtail tells by itself (publishing, moving, privacy).
    """

    kind = ""
    label = ""
    model = None
    triggers = ()
    changed_field = ""  # the field with the time of the last change, if there is one: the sweep compares it

    @property
    def label_of_one(self):
        return capfirst(self.model._meta.verbose_name)

    def public(self):
        raise NotImplementedError

    def document(self, instance):
        raise NotImplementedError

    def documents(self, instance):
        """One document for each language the instance itself speaks; most speak one."""
        return [self.document(instance)]

    def affected(self, trigger):
        """The instances of `model` to look at again because `trigger` changed."""
        return self.model.objects.none()


class PageSource(Source):
    """A page type: name `kind`, `label`, `model`, perhaps `text_fields`, `term_fields` and `date()`."""

    changed_field = "last_published_at"
    text_fields = ("body",)
    term_fields = ()  # relations to taxonomy terms: facets, and words to be found by

    def public(self):
        return visible(self.model.objects).select_related("locale")

    def document(self, page):
        return Document(
            language=page.locale.language_code,
            title=page.title,
            url=page.url or "",
            summary=getattr(page, "summary", "") or page.search_description,
            body=" · ".join(filter(None, [*self.text(page), *self._term_names(page)])),
            date=self.date(page),
            facets=self.facets(page),
            work=page.translation_key,
            expires=page.expire_at,
        )

    def text(self, page):
        """The words of the fields in `text_fields`, without markup."""
        fields = [page._meta.get_field(name) for name in self.text_fields]
        return [str(part) for model_field in fields for part in _plain(model_field, page)]

    def date(self, page):
        return page.first_published_at

    def facets(self, page):
        return {name: [term.slug for term in getattr(page, name).all()] for name in self.term_fields}

    @property
    def triggers(self):
        return tuple(self.model._meta.get_field(name).related_model for name in self.term_fields)

    def affected(self, term):
        """Relations point at the source-language row, whichever language of the term changed."""
        names = [name for name in self.term_fields if self.model._meta.get_field(name).related_model is type(term)]
        return self.model.objects.filter(**{f"{names[0]}__translation_key": term.translation_key})

    def _term_names(self, page):
        terms = [term for name in self.term_fields for term in getattr(page, name).all()]
        return [term.labels(page.locale.language_code).get(term.translation_key, term.name) for term in terms]


def _plain(model_field, page):
    value = model_field.value_from_object(page)
    if hasattr(model_field, "get_searchable_content"):
        return model_field.get_searchable_content(value)
    return [value or ""]


def register(source_class):
    """Make a type findable; the module is imported by its app's AppConfig.ready()."""
    _sources[source_class.kind] = source_class()
    return source_class


def sources():
    return dict(_sources)
