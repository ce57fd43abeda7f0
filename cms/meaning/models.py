"""What the rows of other tables are about."""

import numpy as np
from django.conf import settings
from django.db import models

from .encoder import Vectors


class Meaning(models.Model):
    """Of one row, named by kind and key, or of one place in it.

    It is never changed but in `changed_at` and `followed_up`: when the text is another, a new one takes its place, so
    that whoever keeps a copy of all sees by their keys that it is old.
    """

    kind = models.CharField(max_length=30)
    key = models.BigIntegerField()
    place = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64, help_text="Of the text and of what made the vector.")
    terms = models.JSONField(default=dict, help_text="Each term with the words that stand for it.")
    vector = models.BinaryField(null=True, help_text="Half precision. None where there was no encoder.")
    encoder = models.CharField(max_length=50, blank=True)
    changed_at = models.DateTimeField(help_text="Of the row, when it was read.")
    followed_up = models.BooleanField(default=False, help_text="Whether its source did what follows from it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "place"], name="one_meaning_per_place")]
        indexes = [
            models.Index(fields=["kind", "id"], name="meaning_of_kind"),
            models.Index(fields=["kind"], condition=models.Q(followed_up=False), name="meaning_to_follow_up"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.place}".rstrip()

    @staticmethod
    def packed(vector: Vectors) -> bytes:
        return vector.astype(np.float16).tobytes()

    @staticmethod
    def unpacked(*vectors: bytes | memoryview) -> Vectors:
        """As rows of one matrix."""
        return np.frombuffer(b"".join(vectors), dtype=np.float16).reshape(len(vectors), -1).astype(np.float32)
