"""A server that fails is left alone for a while: one that is silent must not hold up each request."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

logger = logging.getLogger(__name__)


class Breaker:
    """`failures` are the errors that mean that the server does not answer."""

    def __init__(self, server: str, *, rest: float, failures: tuple[type[Exception], ...] = (Exception,)) -> None:
        self.server, self.rest, self.failures = server, rest, failures
        self.resting_until = 0.0

    def answered(self, otherwise: Any) -> Callable[..., Any]:
        """For what asks the server: `otherwise` is the answer while it gives none, or makes it from what is asked."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def ask(*args: Any, **kwargs: Any) -> Any:
                if time.monotonic() >= self.resting_until:
                    try:
                        return function(*args, **kwargs)
                    except self.failures as error:
                        self.resting_until = time.monotonic() + self.rest
                        logger.warning("The %s does not answer: %s", self.server, error)
                return otherwise(*args, **kwargs) if callable(otherwise) else otherwise

            return ask

        return decorate
