"""What is asked about themes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Sum

from cms.caching import cached
from cms.memory import once
from cms.taxonomy.models import RegionalCenter

from ..models import Need, Theme


def theme_choices() -> list[tuple[int, str]]:
    """At hand: the list, its filter and its actions ask for them."""
    themes = once("themes", lambda: cached("themes", [Theme], lambda: list(Theme.objects.order_by("pk"))))
    return [(theme.pk, f"{theme.pk} · {theme}") for theme in themes]


@dataclass
class Row:
    """A theme with what its open needs add up to."""

    theme: Theme
    needs: int
    people: int
    newest: datetime
    regions: list[tuple[str, int]] = field(default_factory=list)
    languages: list[tuple[str, int]] = field(default_factory=list)


def theme_rows() -> list[Row]:
    """The largest first; as many queries for fifty themes as for one."""
    themes = Theme.objects.in_bulk()
    open_needs = Need.objects.open().filter(theme__in=themes).order_by()
    counted = open_needs.values("theme").annotate(needs=Count("pk"), people=Sum("people"), newest=Max("created_at"))
    rows = {one["theme"]: Row(themes[one["theme"]], one["needs"], one["people"], one["newest"]) for one in counted}
    regions, languages = RegionalCenter.by_id(), dict(settings.LANGUAGES)
    for number, region, count in _most_first(open_needs, "region"):
        rows[number].regions.append((regions.get(region, ("", ""))[1], count))
    for number, language, count in _most_first(open_needs, "language"):
        rows[number].languages.append((languages.get(language, language), count))
    return sorted(rows.values(), key=lambda row: (-row.needs, row.theme.pk))


def _most_first(needs: QuerySet[Need], column: str) -> QuerySet[Need, tuple[Any, ...]]:
    return needs.values_list("theme", column).annotate(count=Count("pk")).order_by("theme", "-count", column)
