"""The page at an address, found at once: Wagtail asks twice for each part of the address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from .addresses import site_roots
from .models import BasePage
from .queries import places


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, told what it would look for. What cannot be found this way it looks for itself."""
    page = _page_at(path)
    if page:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    return views.serve(request, path)


def _page_at(path: str) -> Page | None:
    root = _root()
    way = places.way_to(f"{root}{path}") if root else []
    if not way or way[-1].url_path != f"{root}{path}" or not (way[0].live and way[-1].live):
        return None
    if not all(_is_plain(place.model) for place in way):
        return None
    page = way[-1].model.objects.to_serve().filter(pk=way[-1].pk).first()
    if page:
        page.known_open = places.is_open(way)
    return page


def _is_plain(model: type[Page] | None) -> bool:
    """Of ours, and found by its slug alone."""
    return bool(model) and issubclass(model, BasePage) and model.route is Page.route


def _root() -> str | None:
    """Below it stand the pages of the active language; None where there are several sites to choose from."""
    roots = site_roots()
    if len({root.site_id for root in roots}) != 1:
        return None
    return next((root.root_path for root in roots if root.language_code == get_language()), None)
