"""The one table every backend is filled from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class SearchEntryQuerySet(models.QuerySet):
    def of(self, kind, ids):
        return self.filter(kind=kind, object_id__in=ids)

    def stale(self):
        """Something changed that has not been looked at yet."""
        return self.filter(indexed_at__lt=F("changed_at"))

    def current(self):
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class SearchEntry(models.Model):
    """One object in one language, as everyone may find it."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    work = models.UUIDField(null=True)
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=255)  # folded words: what an exact title is compared by
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=2000)
    date = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    facets = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    indexed_at = models.DateTimeField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="one_entry_per_object_and_language")
        ]
        indexes = [models.Index(fields=["work", "language"], name="search_entry_work")]

    def __str__(self):
        return f"{self.kind} {self.object_id} ({self.language}): {self.title}"
