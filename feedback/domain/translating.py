"""Translations of what people said, by a machine, for members who do not read its language. Made by the worker."""

import time

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.intake.text import clean_text
from cms.translation import service

from ..models import Signal, SignalTranslation
from ..queries import translations

BATCH = 100  # in each language
SECONDS = 15  # other work has its turn then


def translate_due(*, seconds: float = SECONDS) -> None:
    """Until the time is over, or the service does not answer. What is left is due the next time."""
    SignalTranslation.objects.exclude(source=F("signal__text")).delete()
    if not service.is_named():
        return
    until = time.monotonic() + seconds
    waiting = [
        (signal, language) for language, _name in settings.LANGUAGES for signal in translations.due(language)[:BATCH]
    ]
    for signal, language in sorted(waiting, key=lambda each: (each[0].tried_at is not None, each[0].tried_at or 0)):
        if time.monotonic() > until or not _translate(signal, language):
            return


def _translate(signal: Signal, language: str) -> bool:
    """Whether the service answered."""
    try:
        text = service.translate(signal.said, signal.language, language)
    except service.RefusedError:
        text = ""
    _keep(signal, language, text)
    return text is not None


@transaction.atomic
def _keep(signal: Signal, language: str, text: str | None) -> None:
    """Unless it was deleted or says something else by now."""
    now = timezone.now()
    if Signal.objects.select_for_update().filter(pk=signal.pk, text=signal.text).exists():
        values = {"source": signal.text, "text": clean_text(text or "").strip(), "tried_at": now}
        values["done_at"] = None if text is None else now
        SignalTranslation.objects.update_or_create(signal=signal, language=language, defaults=values)
