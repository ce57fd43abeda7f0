"""Values made once for all processes."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.cache import caches
from django.db import models

from . import tables, versions

logger = logging.getLogger(__name__)
Value = TypeVar("Value")


def cached(name: str, shown: Iterable[type[models.Model]], make: Callable[[], Value]) -> Value:
    """What `make` gives, until a row of one of the models `shown` changes. It must be possible to pickle it."""
    read = {model._meta.db_table for model in shown}
    tables.note_read(read)
    if read & tables.uncommitted():
        return make()
    try:
        current = versions.now(read)
        kept = caches["versions"].get(f"value:{name}")
    except Exception as error:  # noqa: BLE001  (each kind of cache has its own)
        logger.warning("The cache does not answer: %s", error)
        return make()
    if kept and kept[0] == current:
        return kept[1]
    value = make()
    _keep(name, current, value)
    return value


def _keep(name: str, current: versions.Versions, value: object) -> None:
    try:
        caches["versions"].set(f"value:{name}", (current, value), timeout=None)
    except Exception as error:  # noqa: BLE001
        logger.warning("The cache does not answer: %s", error)
