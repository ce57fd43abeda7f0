"""Why a page must not be published yet, as apps know it that this one does not: each registers a question to ask."""

from collections.abc import Callable

from wagtail.models import Page

Hold = Callable[[Page], object]
_holds: list[Hold] = []


def register(hold: Hold) -> Hold:
    """One that gives something true for a page that has to wait."""
    _holds.append(hold)
    return hold


def must_wait(page: Page) -> bool:
    return any(hold(page) for hold in _holds)
