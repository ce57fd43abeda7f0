"""What is searched for, day by day, by nobody in particular: docs/search.md says what is kept and why."""

from django.conf import settings
from django.db import models


class LoggedSearch(models.Model):
    """One thing that was searched for on one day in one language. Written by `search.domain.logging` only."""

    words = models.CharField(max_length=200)  # in small letters, without marks
    key = models.CharField(max_length=500)  # the same for all that ask for the same, in both languages
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    day = models.DateField()
    searches = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)  # whom it was not asked by before in this week
    in_vain = models.PositiveIntegerField(default=0)  # of the searches
    found = models.PositiveIntegerField(default=0)  # the last time
    found_near = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["words", "language", "day"], name="one_row_per_search_and_day")]
        indexes = [
            models.Index(fields=["day"], name="logged_search_day"),
            models.Index(fields=["key", "language", "-day"], name="logged_search_key"),
        ]

    def __str__(self):
        return f"{self.words} ({self.language}, {self.day})"


class OpenedResult(models.Model):
    """A result that was opened from such a search, and where on the list it stood."""

    search = models.ForeignKey(LoggedSearch, on_delete=models.CASCADE, related_name="openings", db_index=False)
    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    place = models.CharField(max_length=60, blank=True)  # in the object, where that holds several to be found
    position = models.PositiveIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["search", "kind", "object_id", "place", "position"], name="one_row_per_result_and_position"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id} ({self.position})"


class SearchWeek(models.Model):
    """What visitors of one week are hashed with; deleted when the week is over, with what was made of it."""

    monday = models.DateField(primary_key=True)
    secret = models.CharField(max_length=64)

    def __str__(self):
        return str(self.monday)


class SearchVisitor(models.Model):
    """That some visitor of this week has asked for one thing already. It tells neither who nor what."""

    week = models.ForeignKey(SearchWeek, on_delete=models.CASCADE, db_index=False)
    token = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "token"], name="one_row_per_visitor_and_search")]

    def __str__(self):
        return self.token
