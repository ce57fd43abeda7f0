"""What results say besides: topics, stars, and what each type knows of its own, as it is at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from cms.core.models import Work
from cms.searchable import Fact, sources
from cms.taxonomy.models import Topic
from search.models import SearchEntry

TOPICS = 2  # shown with a result


@dataclass(frozen=True)
class Details:
    """Of one entry. `work` is there where somebody gave it stars."""

    topics: Sequence[str | Promise] = ()
    facts: Sequence[Fact] = ()
    work: Work | None = None


def details_of(entries: Sequence[SearchEntry]) -> dict[int, Details]:
    """By the ids of the entries, in as many queries as there are types that know something."""
    names, facts, works = dict(Topic.options()), _facts(entries), _rated(entries)
    return {
        entry.pk: Details(
            _topics(entry, names),
            facts.get((entry.kind, entry.object_id), ()),
            works.get(entry.work) if entry.work else None,
        )
        for entry in entries
    }


def _topics(entry: SearchEntry, names: dict[str, str]) -> list[str]:
    """The first of them, in the reader's language."""
    return [names[slug] for slug in entry.values_of("topic") if slug in names][:TOPICS]


def _facts(entries: Sequence[SearchEntry]) -> dict[tuple[str, int], Sequence[Fact]]:
    found: dict[tuple[str, int], Sequence[Fact]] = {}
    for kind in {entry.kind for entry in entries} & sources().keys():
        ids = {entry.object_id for entry in entries if entry.kind == kind}
        found |= {(kind, pk): facts for pk, facts in sources()[kind].facts(ids).items()}
    return found


def _rated(entries: Sequence[SearchEntry]) -> dict[UUID, Work]:
    keys = {entry.work for entry in entries if entry.rating is not None}
    return {work.key: work for work in Work.objects.filter(key__in=keys, rating_count__gt=0)} if keys else {}
