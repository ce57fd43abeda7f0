"""Which signals wait for a machine's translation, and what is shown of those that have one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from cms.translation import service

from ..enums import OPEN
from ..models import Signal, SignalTranslation


def due(language: str) -> QuerySet[Any]:
    """Of open needs, in another language; what failed before comes last, so that it holds up nothing."""
    of_it = SignalTranslation.objects.filter(signal=OuterRef("pk"), language=language)
    done = of_it.filter(source=OuterRef("text"), done_at__isnull=False)
    waiting = Signal.objects.standing().words().filter(~Exists(done), need__status__in=OPEN).exclude(language=language)
    tried = Subquery(of_it.values("tried_at")[:1])
    return (
        waiting.select_related("suggestion")
        .annotate(tried_at=tried)
        .order_by(F("tried_at").asc(nulls_first=True), "-pk")
    )


def translations_of(signals: Iterable[Signal], language: str) -> dict[int, str]:
    """By signal, for a reader of this language; nothing where no service is named any more."""
    texts = {signal.pk: signal.text for signal in signals if signal.language != language}
    if not (texts and service.is_named()):
        return {}
    made = SignalTranslation.objects.filter(signal__in=texts, language=language).exclude(text="")
    return {one.signal_id: one.text for one in made if one.source == texts[one.signal_id]}
