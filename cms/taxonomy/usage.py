"""Where a term is used. Wagtail's index of references knows neither many-to-many fields of pages nor other rows."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from wagtail.models import Page

from .models import Term


def relations(model: type[Term]) -> Iterator[ForeignObjectRel]:
    """What points at terms of this list, in every app, without having to name one."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.related_model._meta.auto_created:
            yield relation


def counts(model: type[Term]) -> Counter[UUID]:
    """Uses by translation key, with one query for each relation."""
    found: Counter[UUID] = Counter()
    for relation in relations(model):
        key = f"{relation.field.name}__translation_key"
        rows = relation.related_model._base_manager.filter(**{f"{key}__isnull": False}).order_by()
        found.update(dict(rows.values_list(key).annotate(Count("pk", distinct=True))))
    return found


def users_of(term: Term) -> list[QuerySet]:
    """What uses the term, in whichever language, by kind."""
    key = term.translation_key
    found = [
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__translation_key": key}).distinct()
        for relation in relations(type(term))
    ]
    return [rows for rows in found if rows.exists()]


def is_used(term: Term) -> bool:
    return bool(users_of(term))


def pages_of(rows: QuerySet) -> list[Page]:
    """The pages these rows are, or are parts of; none for what is on no page."""
    model = rows.model
    if issubclass(model, Page):
        return list(rows.select_related("locale"))
    if any(field.name == "page" for field in model._meta.fields):
        return [row.page for row in rows.select_related("page__locale")]
    return []
