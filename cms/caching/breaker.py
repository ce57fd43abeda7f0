"""A cache that fails is left alone for a while: a silent one must not hold up each request."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

logger = logging.getLogger(__name__)
REST = 5  # seconds


class Rest:
    until = 0.0


def answered(otherwise: Any) -> Callable[..., Any]:
    """Decorates what asks the cache: `otherwise` is the answer while it gives none."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def ask(*args: Any) -> Any:
            if time.monotonic() < Rest.until:
                return otherwise
            try:
                return function(*args)
            except Exception as error:  # noqa: BLE001  (each kind of cache has its own)
                Rest.until = time.monotonic() + REST
                logger.warning("The cache does not answer: %s", error)
                return otherwise

        return ask

    return decorate
