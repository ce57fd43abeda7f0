"""Django's caches, with what is missing for several processes that share one."""

import fcntl
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

from cms.breaker import Breaker

redis = Breaker("cache", rest=5)


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


def _default(cache: RedisCache, key: str, default: Any = None, version: int | None = None) -> Any:
    return default


class ForgivingRedisCache(RedisCache):
    """A server that is down has nothing: what it would have spared is done again."""

    get = redis.answered(_default)(RedisCache.get)
    get_many = redis.answered(lambda *args, **kwargs: {})(RedisCache.get_many)
    set = redis.answered(None)(RedisCache.set)
    set_many = redis.answered(lambda cache, data, *args, **kwargs: [*data])(RedisCache.set_many)
    add = redis.answered(True)(RedisCache.add)
    touch = redis.answered(False)(RedisCache.touch)
    delete = redis.answered(False)(RedisCache.delete)
    delete_many = redis.answered(None)(RedisCache.delete_many)
    has_key = redis.answered(False)(RedisCache.has_key)
