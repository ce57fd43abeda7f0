"""What needs say, so that those that are alike are found."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from cms.meaning.registry import Source, Text, register

from .domain import duplicates, themes
from .models import Need, Signal

WORDS = ("need", "language", "text")


@register
class NeedSource(Source):
    """Its title and the words of its signals, those of merged needs too."""

    kind = "need"
    model = Need

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        needs = list(Need.objects.filter(pk__in=keys).only("title", "language", "updated_at"))
        said = defaultdict(list)
        for need, language, text in (
            Signal.objects.standing().filter(need__in=keys).exclude(text="").values_list(*WORDS)
        ):
            said[need].append((language, text))
        for need in needs:
            yield Text(need.pk, [(need.language, need.title), *said[need.pk]], need.updated_at)

    def follow_up(self, keys: Collection[int]) -> None:
        for key in keys:
            duplicates.propose(key)
        themes.join_nearest(keys)


@register
class PublicNeedSource(Source):
    """For everyone: what people said is theirs, so that a need is found by its title alone, once that is public."""

    kind = "public_need"
    model = Need
    shared = True

    def rows(self) -> QuerySet[Need]:
        return Need.objects.public()

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        for need in self.rows().filter(pk__in=keys).only("title", "language", "updated_at"):
            yield Text(need.pk, [(need.language, need.title)], need.updated_at)
