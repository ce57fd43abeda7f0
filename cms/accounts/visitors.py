"""Who speaks in a request: an account, or a visitor whom the session knows from the first thing they said."""

from django.http import HttpRequest
from django.utils.translation import get_language

from .domain import participants
from .enums import ParticipantKind
from .models import Participant, User

KEY = "participant"


def known_speaker(request: HttpRequest) -> Participant | None:
    """None for a visitor who has said nothing yet. Only asking for it starts no session."""
    if isinstance(request.user, User):
        return Participant.objects.filter(user=request.user).first()
    if pk := request.session.get(KEY):
        return Participant.objects.filter(pk=pk, kind=ParticipantKind.RECEIPT).first()
    return None


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
    known = Participant.objects.filter(pk=request.session.pop(KEY, None), kind=ParticipantKind.RECEIPT).first()
    if known:
        participants.merge(known, participants.of_user(user))
