"""What has been sent already."""

from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """One form with one content. Kept for a day, so that a second press leads to what the first one made."""

    key = models.CharField(max_length=64, unique=True)
    result = models.TextField(help_text="The address of what came of it.")
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.result
