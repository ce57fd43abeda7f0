"""How a browser wants what it asks for compressed (RFC 9110, 12.5.3)."""

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse

BROTLI, GZIP = "br", "gzip"


class AcceptEncodingMiddleware:
    """Leave of Accept-Encoding what this site has, the favourite first.

    Django and WhiteNoise look for the names alone, and take "gzip;q=0" for a wish.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["HTTP_ACCEPT_ENCODING"] = _wanted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        return self.get_response(request)


def favourite_encoding(request: HttpRequest) -> str:
    """Of a request that went through the middleware; empty for none."""
    return request.META["HTTP_ACCEPT_ENCODING"].partition(",")[0]


@lru_cache(maxsize=200)
def _wanted(accepted: str) -> str:
    """Nothing that is refused, or liked less than no compression; of equals the smaller one."""
    weights = dict(map(_weight, accepted.lower().split(",")))
    others, plain = weights.get("*", 0), weights.get("identity", 0)
    wanted = {name: weights.get(name, others) for name in (BROTLI, GZIP)}
    liked = [name for name, weight in wanted.items() if weight > 0 and weight >= plain]
    return ", ".join(sorted(liked, key=lambda name: -wanted[name]))


def _weight(part: str) -> tuple[str, float]:
    name, _semicolon, weight = part.partition(";")
    try:
        return name.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0
