"""Django's caches, with what is missing for several processes that share one."""

import fcntl
import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


class FileCache(FileBasedCache):
    """Django's own `add` looks and then writes: of two processes that add at once, both would believe to be first."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.lock = Path(folder, "add.lock")

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with self.lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return bool(super().add(key, value, timeout, version))


def forgiving(name: str, otherwise: Any) -> Callable[..., Any]:
    """The method of RedisCache, with an answer for when the server gives none."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def ask(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001  (redis is not installed where it is not used)
            logger.warning("The cache does not answer: %s", error)
            return otherwise(args, kwargs) if callable(otherwise) else otherwise

    return ask


class ForgivingRedisCache(RedisCache):
    """A server that is down has nothing: what it would have spared is done again."""

    get = forgiving("get", lambda args, kwargs: args[1] if len(args) > 1 else kwargs.get("default"))
    get_many = forgiving("get_many", lambda args, kwargs: {})
    set = forgiving("set", None)
    set_many = forgiving("set_many", lambda args, kwargs: list(args[0]))
    add = forgiving("add", True)
    touch = forgiving("touch", False)
    delete = forgiving("delete", False)
    delete_many = forgiving("delete_many", None)
    has_key = forgiving("has_key", False)
