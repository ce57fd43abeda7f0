"""What a person has done here, before the account is deleted."""

from collections.abc import Iterator

from django.db.models import PROTECT, SET_NULL, Count, Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from wagtail.models import Page

from ..models import Participant, User

OF_LIBRARIES = ("wagtail", "machina")  # their own rows about editing say nothing to whoever decides


def left_behind(user: User) -> list[tuple[str, int]]:
    """What stays without the name of the person: of each kind how many, and its name for that many."""
    found = [*_counts(user), *_counts(Participant.objects.filter(user=user).first())]
    return sorted((_name(model, number), number) for model, number in found if number)


def _name(model: type[Model], number: int) -> str:
    """Small, as our own are: those of libraries begin with a capital."""
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural).lower()


def _counts(person: User | Participant | None) -> Iterator[tuple[type[Model], int]]:
    """By what points at the person, in every app, without having to name one."""
    if person is None:
        return
    models: dict[type[Model], set[str]] = {}
    for relation in type(person)._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and _stays(relation):
            models.setdefault(relation.related_model, set()).add(relation.field.name)
    for model, names in models.items():
        rows = model._base_manager.none()
        for name in names:
            rows |= model._base_manager.filter(**{name: person})
        yield model, rows.aggregate(number=Count("pk", distinct=True))["number"]


def _stays(relation: ForeignObjectRel) -> bool:
    model = relation.related_model
    if getattr(relation, "on_delete", None) not in (SET_NULL, PROTECT) or model is Participant:
        return False
    return model is Page or not model.__module__.startswith(OF_LIBRARIES)
