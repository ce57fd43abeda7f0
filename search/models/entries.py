"""What can be found, what has changed, and how far each engine has come. Every engine is filled from here."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone


class SearchEntryQuerySet(models.QuerySet):
    def of(self, kind: str, ids: Iterable[int]) -> Self:
        return self.filter(kind=kind, object_id__in=ids)

    def current(self) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))

    def shown_now(self, engine: str) -> Self:
        """Those to be shown at this moment: see the docstring of Engine."""
        known = Clock.objects.filter(name=engine).values("version")
        changes = SearchChange.objects.filter(
            hides=True, kind=models.OuterRef("kind"), object_id=models.OuterRef("object_id")
        )
        return self.current().filter(~models.Exists(changes), version__lte=Coalesce(Subquery(known), 0))


class SearchEntry(models.Model):
    """One object in one language, or one place in it, as everyone may find it."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    place = models.CharField(max_length=60, blank=True)  # in the object, where that holds several to be found
    work = models.UUIDField(null=True)
    title = models.CharField(max_length=255)
    title_language = models.CharField(max_length=10, blank=True)  # where it is not that of the entry
    title_key = models.CharField(max_length=255)  # folded words: what an exact title is compared by
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    passages = models.JSONField(default=list)  # parts of the body with an address of their own: [where it begins, url]
    facets = models.JSONField(default=list)  # what it can be narrowed by: [name, value]
    url = models.CharField(max_length=2000)
    date = models.DateTimeField(null=True)
    rating = models.FloatField(null=True)  # the weighted mean of stars
    expires_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)  # of all above: equal means nothing to write
    version = models.PositiveBigIntegerField(db_index=True)  # the number of the change that wrote it last
    described_at = models.DateTimeField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language", "place"], name="one_entry_per_object_and_language"
            )
        ]
        indexes = [
            models.Index(fields=["work", "language"], name="search_entry_work"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="search_entry_expires"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id} ({self.language}): {self.title}"

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells the entries of one kind apart."""
        return self.object_id, self.language, self.place

    def values_of(self, facet: str) -> list[str]:
        return [value for name, value in self.facets if name == facet]

    def url_at(self, start: int | None) -> str:
        """Where the passage opens in which this place of the body lies."""
        opened = [url for begin, url in self.passages if start is not None and begin <= start]
        return opened[-1] if opened else self.url


class FacetValue(models.Model):
    """The number that stands for a value of a facet where entries are counted. Never deleted: an entry may have it."""

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "value"], name="one_number_per_facet_value")]

    def __str__(self):
        return f"{self.name}: {self.value} ({self.pk})"


class EntryValues(models.Model):
    """What an entry is narrowed, counted and sorted by, so small that each process keeps those of all entries.

    Written with the words by the engine of the database (search/backends/values.py has the format).
    """

    entry_id = models.PositiveBigIntegerField(primary_key=True)
    work = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=10)
    twin = models.PositiveBigIntegerField(default=0)  # the entry of the same work in the other language
    version = models.PositiveBigIntegerField(db_index=True)  # when it was written, by the clock of the values
    packed = models.BinaryField()
    codes = models.BinaryField()  # of its facet values

    def __str__(self):
        return str(self.entry_id)


class SearchChange(models.Model):
    """An object to look at again, noted together with its change. Rows are only added and deleted, never updated:
    whoever notes one waits for nobody, and a change noted while its object is being described is not lost.

    While one that `hides` is there, nothing of the object is shown or counted.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    hides = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="search_change_object")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class RemovedEntry(models.Model):
    """An entry that is gone, for the engines that have not heard of it yet."""

    entry_id = models.PositiveBigIntegerField(primary_key=True)
    version = models.PositiveBigIntegerField(db_index=True)

    def __str__(self):
        return str(self.entry_id)


class ClockQuerySet(models.QuerySet):
    def read(self, name: str) -> int:
        return self.get_or_create(name=name)[0].version

    def advance(self, name: str, seen: int, version: int) -> bool:
        """False if somebody else advanced it since it was seen. Until the commit nobody else can."""
        return bool(self.filter(name=name, version=seen).update(version=version))


class Clock(models.Model):
    """The row `entries` counts the changes; the row of an engine says up to which one it knows them. The row `values`
    says when EntryValues were written last."""

    ENTRIES, VALUES = "entries", "values"

    name = models.CharField(max_length=40, primary_key=True)
    version = models.PositiveBigIntegerField(default=0)

    objects = ClockQuerySet.as_manager()

    def __str__(self):
        return f"{self.name}: {self.version}"
