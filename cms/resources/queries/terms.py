"""Where a resource belongs: the terms of all its lists in one query."""

from django.db.models import CharField, QuerySet, Value

from cms.taxonomy.models import Audience, Strategy, Term, Topic

from ..models import ResourcePage

LISTS: dict[str, type[Term]] = {"topics": Topic, "audiences": Audience, "strategies": Strategy}


def ids(page: ResourcePage, is_preview: bool = False) -> dict[str, set[int]]:
    """By list; of a preview as they were chosen in the form."""
    if is_preview:
        return {name: {term.pk for term in getattr(page, name).all()} for name in LISTS}
    rows = _rows(page, "topics").union(_rows(page, "audiences"), _rows(page, "strategies"), all=True)
    found: dict[str, set[int]] = {name: set() for name in LISTS}
    for name, term in rows:
        found[name].add(term)
    return found


def named(chosen: dict[str, set[int]]) -> dict[str, list[dict[str, str]]]:
    """Their slugs and what the reader's language calls them, in the editors' order."""
    return {
        name: [{"slug": slug, "label": label} for pk, (slug, label) in LISTS[name].by_id().items() if pk in pks]
        for name, pks in chosen.items()
    }


def _rows(page: ResourcePage, name: str) -> QuerySet:
    through = getattr(ResourcePage, name).through
    term = f"{LISTS[name]._meta.model_name}_id"
    return through.objects.filter(resourcepage=page.pk).values_list(Value(name, CharField()), term)
