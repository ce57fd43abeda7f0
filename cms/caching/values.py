"""Values made once for all processes."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache import caches
from django.db import models

from . import tables, versions
from .versions import breaker

Value = TypeVar("Value")


def cached(
    name: str,
    shown: Iterable[type[models.Model]],
    make: Callable[[], Value],
    is_right: Callable[[Value], bool] = lambda value: True,
) -> Value:
    """What `make` gives, until a row of one of the models `shown` changes. It must be possible to pickle it.

    What changes by the clock too says with `is_right` whether it still holds.
    """
    read = {model._meta.db_table for model in shown}
    tables.note_read(read)
    if read & tables.uncommitted():
        return make()
    current = _versions(read)
    if current is None:
        return make()
    kept = _kept(name)
    if kept and kept[0] == current and is_right(kept[1]):
        value: Value = kept[1]
        return value
    value = make()
    _keep(name, current, value)
    return value


@breaker.answered(None)
def _versions(read: set[str]) -> versions.Versions | None:
    return versions.now(read)


@breaker.answered(None)
def _kept(name: str) -> tuple[versions.Versions, Any] | None:
    return caches["versions"].get(f"value:{name}")


@breaker.answered(None)
def _keep(name: str, current: versions.Versions, value: object) -> None:
    caches["versions"].set(f"value:{name}", (current, value), timeout=None)
