"""Who asked for a page in another language."""

from collections.abc import Iterable
from uuid import UUID

from cms.accounts.models import Participant

from ..enums import SignalKind
from ..models import Signal


def asked_by(participant: Participant | None, language: str, works: Iterable[UUID]) -> set[UUID]:
    """Those of the works; nothing, and no question asked, for a visitor who has said nothing yet."""
    if participant is None:
        return set()
    asked = Signal.objects.standing().filter(
        kind=SignalKind.TRANSLATION_REQUEST, work__in=set(works), language=language, participant=participant
    )
    return set(asked.order_by().values_list("work", flat=True))
