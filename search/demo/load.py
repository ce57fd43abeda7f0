"""Sample searches of the last weeks, as they are kept, one of which has become a need; and words that mean the same."""

from datetime import timedelta

from django.utils import timezone

from cms.searchable import sources
from feedback.domain import empty_searches
from feedback.domain.empty_searches import EmptySearch
from search.domain import describing
from search.domain import logging as search_log
from search.domain.logging import Opened, Searched
from search.models import SearchEntry, Synonyms
from search.visitors import monday_of


def load(context):
    if context.first_time("searches"):
        content = context.read(__file__, "searches.toml")
        Synonyms.objects.bulk_create(Synonyms(**line) for line in content["synonyms"])
        monday, today = monday_of(timezone.localdate()), timezone.localdate()
        for number, row in enumerate(content["search"]):
            _search(context, row, number % 7, monday, today)
        search_log.forget_old(today)


def _search(context, row, weekday, monday, today):
    """The last number of `weeks` is that of the week that is running; what lies ahead of it was searched for today."""
    asked = (row["words"], row["language"])
    opened = [_entry(context, slug, row["language"]) for slug in row.get("opened", ())]
    for back, visitors in enumerate(reversed(row["weeks"])):
        day = min(today, monday - timedelta(weeks=back) + timedelta(days=weekday))
        found = {"found": row.get("found", 0), "near": row.get("near", 0)}
        noted = [Searched(asked, f"visitor {number}", **found) for number in range(visitors)]
        noted += [Opened(asked, entry.pk, position) for position, entry in enumerate(opened, 1) if entry and visitors]
        search_log.write(noted, day)
    if row.get("proposed"):
        at = timezone.now() - timedelta(days=timezone.localdate().weekday())
        empty_searches.propose(EmptySearch(*asked), visitors=max(row["weeks"][:-1]), at=at)


def _entry(context, slug, language):
    """Described now: the worker describes the others once the site runs."""
    if not (page := context.page(slug)):
        return None
    kind = next(source.kind for source in sources().values() if source.model is page.specific_class)
    describing.describe(kind, page.get_translations(inclusive=True).values_list("pk", flat=True))
    entries = SearchEntry.objects.filter(kind=kind, work=page.translation_key)
    return entries.filter(language=language).first() or entries.first()
