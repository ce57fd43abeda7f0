"""What a machine makes of the words of a signal in another language; people's own words stay beside it."""

from django.conf import settings
from django.db import models

from .signal import Signal


class SignalTranslation(models.Model):
    """Of the words `source`, which may have changed since. Made by `feedback.domain.translating` only."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    source = models.TextField(blank=True)
    text = models.TextField(blank=True)  # empty where the service would not
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "language"], name="one_translation_per_signal_and_language")
        ]

    def __str__(self):
        return f"{self.signal_id} -> {self.language}"
