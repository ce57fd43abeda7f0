"""What was published of how languages and regions are served."""

from django.db import models
from django.utils import timezone


class ParityReport(models.Model):
    """Of one quarter, made once: figures that changed later would tell by the difference what they leave blank.

    `figures` holds what everyone may read and nothing else: by "language" and "region", then by group (a code, or the
    key of a regional center, empty for none), then by figure; null where a cell is blank.
    """

    first = models.DateField(unique=True)  # day of the quarter
    figures = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-first"]
        default_permissions = ()

    def __str__(self):
        return str(self.first)
