"""The full comparison of what can be found with what is there: slow, for what no signal told of."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cms.searchable import Source, sources
from search.domain import changes, describing, feeding, vocabulary
from search.facets import FACETS
from search.models import SearchEntry


def compare() -> int:
    """Note all that differs; returns how many objects."""
    noted = 0
    for kind in {*sources(), *SearchEntry.objects.order_by().values_list("kind", flat=True).distinct()}:
        ids = differing(kind)
        changes.note(kind, ids)
        noted += len(ids)
    if not vocabulary.is_there():
        vocabulary.recount()
    return noted


def differing(kind: str) -> list[int]:
    """The ids of one kind whose entries are missing, superfluous, older than a change, or filed under a value that
    is none any more."""
    source = sources().get(kind)
    entries = SearchEntry.objects.filter(kind=kind)
    known = dict(entries.order_by("-described_at").values_list("object_id", "described_at"))
    if source is None:
        return sorted(known)
    public = set(source.public().order_by().values_list("pk", flat=True))
    return sorted((public ^ known.keys()) | _changed_since(source, known) | _misfiled(kind))


def rebuild(kind: str) -> Iterator[tuple[int, int]]:
    """Describe everything of one kind and give it to the engines again; yields how many objects are done, and of how
    many. The words are counted by who rebuilds."""
    known = SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)
    ids = sorted({*sources()[kind].public().order_by().values_list("pk", flat=True), *known})
    for start in range(0, len(ids), describing.BATCH):
        batch = ids[start : start + describing.BATCH]
        describing.describe(kind, batch, force=True)
        feeding.feed()
        yield start + len(batch), len(ids)


def _changed_since(source: Source, known: dict[int, datetime]) -> set[int]:
    """Objects whose own clock says they changed after they were last described."""
    name = source.changed_field
    if not name or not known:
        return set()
    oldest = min(known.values()) - timedelta(seconds=1)
    rows = source.public().filter(**{f"{name}__gt": oldest}).order_by().values_list("pk", name)
    return {pk for pk, changed in rows if pk in known and changed > known[pk]}


def _misfiled(kind: str) -> set[int]:
    listed = {facet.name: {value for value, _label in facet.options()} for facet in FACETS if facet.listed}
    rows = SearchEntry.objects.filter(kind=kind).order_by().values_list("object_id", "facets")
    return {
        pk for pk, facets in rows.iterator() for name, value in facets if name in listed and value not in listed[name]
    }
