"""The search page: any input gets an answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.accounts.visitors import known_speaker
from cms.intake.limits import within_limit
from cms.intake.text import number_from_text
from feedback.forms import AskForm
from feedback.queries.existing import needs_like
from feedback.searchable import NeedSource
from search import noting, spelling
from search.browsing import topics_to_browse
from search.facets import FACETS
from search.query import SearchQuery, Sort
from search.ranking import Group
from search.results import Result, ResultPage
from search.suggestions import suggestions
from search.translations import missing_in
from search.ways_out import ways_out

NEED = NeedSource.kind
ONLY_IN = {"en": _("Only in English"), "es": _("Only in Spanish")}
SORTS = {
    Sort.RELEVANCE: _("Best match first"),
    Sort.DATE: _("Newest first"),
    Sort.RATING: _("Best rated first"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = _query(request.GET)
    found = ResultPage(typed, number_from_text(request.GET.get("page", "")) or 1) if typed.text else None
    context = _shown(request, typed, found) if found else {"topics": topics_to_browse(get_language())}
    params = _params(typed)
    context |= {"query": typed, "query_params": params, "language_urls": _in_each_language(params)}
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    if found:
        noting.note_search(request, found)
    return response


@csrf_exempt  # pages for everyone hold no token, and nothing is changed; by POST, since addresses end up in logs
@require_POST
def suggested(request: HttpRequest) -> HttpResponse:
    """A piece of a page: what begins with what somebody types in a search form."""
    if not within_limit(request, "search_suggestions"):
        return HttpResponse(status=429)
    groups = suggestions(request.POST.get("q", ""), get_language())
    context = {"groups": groups, "number": sum(map(len, groups.values()))}
    response = render(request, "search/suggestions.html", context)
    response["X-Robots-Tag"], response["Cache-Control"] = "noindex", "no-store"
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


def _shown(request: HttpRequest, typed: SearchQuery, found: ResultPage) -> dict[str, Any]:
    results = _with_missing(request, found.results)
    instead = {} if found.found.by_words else _instead(typed, found, results)
    above = {one.need.pk for one in instead.get("needs", ())}
    left = [result for result in results if not (result.entry.kind == NEED and result.entry.object_id in above)]
    groups = {group: [result for result in left if result.group is group] for group in Group}
    return instead | {
        "found": found.found,
        "any_word": found.query.any_word,
        "page_obj": found.page,
        "results": groups[Group.SHOWN],
        "other_results": groups[Group.OTHER],
        "related_results": groups[Group.RELATED],
        "only_in": ONLY_IN["en" if found.query.shown_language == "es" else "es"],
        "form": AskForm(),
        "opening_address": noting.opening_address(found),
        "spelling": _spelling(typed, found),
        "facets": list(_facets(found)),
        "taken": list(_taken(typed)),
        "sorts": [{"value": sort.value, "label": SORTS[sort], "on": sort is typed.sort} for sort in Sort],
    }


def _with_missing(request: HttpRequest, results: list[Result]) -> list[Result]:
    """With what can be asked for in the reader's language."""
    others = [result.entry for result in results if result.entry.language != get_language()]
    missing = missing_in(get_language(), others, known_speaker(request)) if others else {}
    return [replace(result, missing=missing.get(result.entry.pk)) for result in results]


def _instead(typed: SearchQuery, found: ResultPage, shown: list[Result]) -> dict[str, Any]:
    """Where nothing has the words: which choice to take away, and who asks for the same."""
    ways = [
        {"title": way.title, "total": way.total, "href": f"?{_params(way.query).urlencode()}"}
        for way in ways_out(typed, found)
    ]
    near = [result.entry.object_id for result in shown if result.entry.kind == NEED]
    return {"ways_out": ways, "needs": needs_like(typed.text, get_language(), also=near)}


def _spelling(typed: SearchQuery, found: ResultPage) -> dict[str, object]:
    """The right words that were searched for too, and how to search for just what was typed, or for what is meant."""
    if found.corrections and found.found.by_words:
        literal = spelling.literal(typed.text, found.corrections)
        return {"words": list(found.corrections.values()), "literal": literal}
    return {"meant": spelling.replaced(typed.text, found.meant)} if found.meant else {}


def _facets(found: ResultPage) -> Iterator[dict[str, Any]]:
    for facet in FACETS:
        chosen = found.query.facets.get(facet.name, ())
        choices = facet.choices(found.found.counts.get(facet.name, {}), chosen)
        if choices:
            is_least = found.found.is_least or facet.name in found.found.least_in
            yield {"title": facet.title, "name": facet.name, "choices": choices, "is_least": is_least}


def _taken(query: SearchQuery) -> Iterator[dict[str, Any]]:
    """What is chosen, each with the address that lets go of it."""
    for facet in FACETS:
        for value in query.facets.get(facet.name, ()):
            params = _params(query)
            params.setlist(facet.name, [each for each in query.facets[facet.name] if each != value])
            yield {"label": facet.label_of(value), "href": f"?{params.urlencode()}"}


def _params(query: SearchQuery) -> QueryDict:
    """Links on the page repeat the query as it was understood, not as it was typed."""
    params = QueryDict(mutable=True)
    params["q"] = query.text
    for name, values in query.facets.items():
        params.setlist(name, values)
    if query.sort is not Sort.RELEVANCE:
        params["sort"] = query.sort.value
    return params


def _in_each_language(params: QueryDict) -> dict[str, str]:
    return {code: _address(code, params) for code, _name in settings.LANGUAGES}


def _address(language: str, params: QueryDict) -> str:
    with override(language):
        return f"{reverse('search')}?{params.urlencode()}"
