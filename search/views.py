"""The search page: any input gets an answer."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.intake.text import number_from_text
from search import noting, spelling
from search.facets import FACETS
from search.query import SearchQuery, Sort
from search.results import ResultPage

ONLY_IN = {"en": _("Only in English"), "es": _("Only in Spanish")}
SORTS = {
    Sort.RELEVANCE: _("Best match first"),
    Sort.DATE: _("Newest first"),
    Sort.RATING: _("Best rated first"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    found = ResultPage(_query(request.GET), number_from_text(request.GET.get("page", "")) or 1)
    context = {
        "query": found.query,
        "found": found.found,
        "page_obj": found.page,
        "results": [result for result in found.results if result.entry.language == found.query.shown_language],
        "other_results": [result for result in found.results if result.entry.language != found.query.shown_language],
        "results_lang": found.query.shown_language if found.query.shown_language != found.query.language else "",
        "only_in": ONLY_IN["en" if found.query.shown_language == "es" else "es"],
        "spelling": _spelling(found),
        "facets": list(_facets(found)),
        "opening_address": noting.opening_address(found),
        "sorts": [{"value": sort.value, "label": SORTS[sort], "on": sort is found.query.sort} for sort in Sort],
    } | _addresses(found.query)
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    noting.note_search(request, found)
    return response


@csrf_exempt  # a browser's ping carries no token; it is counted, and nothing else
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    noting.note_opening(request)
    return HttpResponse(status=204)


def _query(params: QueryDict) -> SearchQuery:
    """Anything in the address that is no value there can be is ignored."""
    query = SearchQuery.parse(params.get("q", ""), get_language())
    sort = params.get("sort")
    return replace(
        query,
        facets={facet.name: chosen for facet in FACETS if (chosen := facet.chosen(params))},
        sort=Sort(sort) if sort in set(Sort) else Sort.RELEVANCE,
    )


def _spelling(found: ResultPage) -> dict[str, object]:
    """The right words that were searched for too, and how to search for just what was typed, or for what is meant."""
    if found.corrections and found.found.total:
        literal = spelling.literal(found.query.text, found.corrections)
        return {"words": list(found.corrections.values()), "literal": literal}
    return {"meant": spelling.replaced(found.query.text, found.meant)} if found.meant else {}


def _facets(found: ResultPage):
    for facet in FACETS:
        chosen = found.query.facets.get(facet.name, ())
        choices = facet.choices(found.found.counts.get(facet.name, {}), chosen)
        if choices:
            yield {"title": facet.title, "name": facet.name, "choices": choices}


def _addresses(query: SearchQuery) -> dict[str, object]:
    """Links on the page repeat the query as it was understood, not as it was typed."""
    params = QueryDict(mutable=True)
    params["q"] = query.text
    for name, values in query.facets.items():
        params.setlist(name, values)
    if query.sort is not Sort.RELEVANCE:
        params["sort"] = query.sort.value
    return {"query_params": params, "language_urls": {code: _address(code, params) for code, _ in settings.LANGUAGES}}


def _address(language: str, params: QueryDict) -> str:
    with override(language):
        return f"{reverse('search')}?{params.urlencode()}"
