"""What each app keeps of a person: how it is given to them when they ask, and what becomes of it when they go."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, QuerySet, TextChoices, TextField
from django.db.models.fields.files import FieldFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Participant

_records: dict[str, "Records"] = {}
_not_exported: dict[str, str] = {}


class Erased(TextChoices):
    """What becomes of rows when the person is erased."""

    DELETED = "deleted", _("If you erase your account, this is deleted.")
    EMPTIED = "emptied", _("If you erase your account, this stays, without what you wrote and without your name.")
    UNSIGNED = "unsigned", _("If you erase your account, this stays, without your name.")


@dataclass(frozen=True)
class Column:
    """One thing that a row says: `value` for programs, `shown` for people, if that differs.

    `is_written`: in the language of the row.
    """

    name: str
    label: str | Promise
    value: Callable[[Any], Any]
    shown: Callable[[Any], Any] | None = None
    is_written: bool = False

    def for_people(self, row: Any) -> Any:
        return (self.shown or self.value)(row)


@dataclass(frozen=True)
class Records:
    """Rows of one kind. `keys` are the columns that say whose they are, as "app.Model.field".

    `rows` gives only what the person gave, or what was done to it: never the words of somebody else.
    """

    name: str
    title: str | Promise
    rows: Callable[[Participant], Iterable[Any]]
    columns: tuple[Column, ...]
    erased: Erased
    keys: tuple[str, ...] = ()
    files: Callable[[Any], Mapping[str, FieldFile]] = lambda row: {}


def register(*kinds: Records) -> None:
    """In the module `personal_data` of an app, which its AppConfig.ready() imports.

    Lower apps are ready later, and come first: the account itself before what was said with it.
    """
    later = _records.copy()
    _records.clear()
    _records.update({each.name: each for each in kinds} | later)


def not_exported(reason: str, *keys: str) -> None:
    """Columns that name a person in rows that are not the person's own."""
    _not_exported.update(dict.fromkeys(keys, reason))


def all_records() -> list[Records]:
    return list(_records.values())


def known_keys() -> set[str]:
    return set(_not_exported).union(*(each.keys for each in _records.values()))


def fields(model: type[Model], *names: str, **labels: str | Promise) -> tuple[Column, ...]:
    """Columns of these fields, by the names that forms have for them, or by those given here."""
    return tuple(_field(model, name, labels.get(name)) for name in (*names, *labels))


def of_account(queryset: Callable[[Any], "QuerySet[Any]"]) -> Callable[[Participant], Iterable[Any]]:
    """Rows of somebody's account; none without one."""
    return lambda participant: queryset(participant.user) if participant.user else ()


def _field(model: type[Model], name: str, label: str | Promise | None) -> Column:
    field = model._meta.get_field(name)

    def value(row: Any) -> Any:
        found = getattr(row, name)
        return str(getattr(found, "label", found)) if isinstance(found, Model) else found

    def shown(row: Any) -> Any:
        return getattr(row, f"get_{name}_display")()

    has_choices = bool(getattr(field, "choices", None))
    is_written = isinstance(field, CharField | TextField) and not has_choices
    return Column(name, label or field.verbose_name, value, shown if has_choices else None, is_written)
