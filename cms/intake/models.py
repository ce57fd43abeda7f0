"""What has been sent already, and what is kept until somebody has signed in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string


def new_token() -> str:
    return get_random_string(32)


class SentForm(models.Model):
    """One form with one content. Kept for a day, so that a second press leads to what the first one made."""

    key = models.CharField(max_length=64, unique=True)
    result = models.TextField(help_text="The address of what came of it.")
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.result


class Draft(models.Model):
    """What somebody wrote while signed out, until they have signed in: they come back to an address with its token."""

    token = models.CharField(max_length=32, unique=True, default=new_token)
    subject = models.CharField(max_length=255, blank=True)
    content = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.subject or self.content[:40]
