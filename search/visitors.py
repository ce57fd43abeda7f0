"""Whose searches are kept, and how many different people ask without knowing who."""

import re
from datetime import date, timedelta

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_ROBOT = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|scan|monitor|preview|fetch|headless|archive|curl|wget|httpx?|requests|python|java/|go-|ruby|perl|php",
    re.IGNORECASE,
)


def is_counted(request: HttpRequest) -> bool:
    """A person's own look at the page: no robot, nothing loaded ahead, nobody who asks not to be followed, and nothing
    that another site's page makes a browser fetch."""
    headers = request.headers
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}"
    asks_not_to = "1" in (headers.get("DNT"), headers.get("Sec-GPC"))
    agent = headers.get("User-Agent", "")
    if asks_not_to or "prefetch" in ahead or _is_fetched_by_another_site(request):
        return False
    return request.method != "HEAD" and is_browser(agent)


def _is_fetched_by_another_site(request: HttpRequest) -> bool:
    """As a picture or in a frame, so that those who read it seem to search here. A link may well lead here."""
    headers = request.headers
    is_link = request.method == "GET" and headers.get("Sec-Fetch-Dest") == "document"
    return headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and not is_link


def is_browser(agent: str) -> bool:
    return agent.startswith("Mozilla/") and not _ROBOT.search(agent)


def visitor_of(request: HttpRequest) -> str:
    """What tells visitors apart for some seconds, in the memory of a process; "" where nothing does."""
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""
    return f"{address} {request.headers.get('User-Agent', '')}"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def token_of(visitor: str, asked: str, secret: str) -> str:
    """The same for one visitor who asks for one thing in one week: no two things that a person asked for can be put
    together, and without the secret nobody can try addresses against it."""
    return salted_hmac("search.visitor", f"{visitor}\n{asked}", secret=secret, algorithm="sha256").hexdigest()
