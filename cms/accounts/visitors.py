"""Who speaks in a request: an account, or a visitor whom the session knows for a day from the first thing they said."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from .domain import participants
from .enums import ParticipantKind
from .models import Participant, User

KEY = "participant"
# A browser at a library or a school is used by many: nobody is to read, take back or take over what was said yesterday.
REMEMBERED = timedelta(days=1)


def known_speaker(request: HttpRequest) -> Participant | None:
    """None for a visitor who has said nothing yet. Only asking for it starts no session."""
    if isinstance(request.user, User):
        return Participant.objects.filter(user=request.user).first()
    if (pk := request.session.get(KEY)) is None:
        return None
    visitor = _visitor(pk)
    if visitor is None:
        _forget(request)
    return visitor


def speaker_of(request: HttpRequest) -> Participant:
    """To be asked when somebody says something: a visitor is remembered from here on."""
    if isinstance(request.user, User):
        return participants.of_user(request.user)
    if known := known_speaker(request):
        return known
    made = participants.of_receipt((get_language() or "en")[:2])
    request.session[KEY] = made.pk
    return made


def sign_in_speaker(request: HttpRequest, user: User) -> None:
    """An account takes over what was said in this browser before signing in."""
    if known := _visitor(request.session.pop(KEY, None)):
        participants.merge(known, participants.of_user(user))


def _forget(request: HttpRequest) -> None:
    """Whoever has nothing else in the session is a new visitor, who gets the pages that everyone gets."""
    del request.session[KEY]
    if not request.session.keys():
        request.session.flush()


def _visitor(pk: int | None) -> Participant | None:
    if pk is None:
        return None
    since = timezone.now() - REMEMBERED
    return Participant.objects.filter(pk=pk, kind=ParticipantKind.RECEIPT, created_at__gt=since).first()
