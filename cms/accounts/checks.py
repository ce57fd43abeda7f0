"""No row may name a person without saying what becomes of it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import EmailField, Model

from . import records
from .models import Participant, User


@register("names")
def personal_data(**kwargs: Any) -> list[CheckMessage]:
    hint = "Register it in the module personal_data of its app (cms/accounts/records.py)."
    lacking = sorted(set(_columns_of_people()) - records.known_keys())
    return [
        Error(f"{key} says who a person is, but not how it is exported and erased.", hint=hint, id="accounts.E001")
        for key in lacking
    ]


def _columns_of_people() -> Iterator[str]:
    """Keys to a person, and e-mail addresses, of all tables."""
    for model in apps.get_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.related_model in (User, Participant) or isinstance(field, EmailField):
                yield key_of(model, field.name)


def key_of(model: type[Model], name: str) -> str:
    return f"{model._meta.label}.{name}"
