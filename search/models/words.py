"""What is known of words."""

from django.conf import settings
from django.db import models


class KnownWord(models.Model):
    """In how many entries of a language a word stands, as it is written there. There is none that stands in none."""

    word = models.CharField(max_length=30)  # in lower case, with its accents
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    plain = models.CharField(max_length=30, db_index=True)  # folded
    stem = models.CharField(max_length=30, db_index=True)
    entries = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="one_known_word_per_language")]

    def __str__(self):
        return f"{self.word} ({self.language}): {self.entries}"
