"""What the demo has loaded."""

from django.db import models


class DemoRecord(models.Model):
    """One piece of sample content that was made once, and is the editors' own since."""

    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = "demo record"

    def __str__(self):
        return self.key
