"""Who spoke: finding the one row of a person, and making one of two that are the same person."""

from django.db import transaction
from django.dispatch import Signal
from django.utils.crypto import salted_hmac

from ..enums import ParticipantKind
from ..models import Participant, User

# Sent with `participant`, who will be gone, and `into`: whoever keeps rows of the first gives them to the second.
participants_merged = Signal()


def of_user(user: User) -> Participant:
    defaults = {"kind": ParticipantKind.ACCOUNT, "language": user.language}
    return Participant.objects.get_or_create(user=user, defaults=defaults)[0]


def of_receipt(language: str) -> Participant:
    """A visitor whom nothing tells apart from others."""
    return Participant.objects.create(kind=ParticipantKind.RECEIPT, language=language)


def email_key(email: str) -> str:
    """Keyed: without our secret nobody can try addresses against it."""
    return salted_hmac("cms.accounts.participant", email.lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def confirm_address(participant: Participant, email: str) -> Participant:
    """The owner of the address is who spoke: an account that has it, or else whoever spoke by it before."""
    owner = User.objects.filter(emailaddress__email__iexact=email, emailaddress__verified=True).first()
    if owner:
        into = of_user(owner)
    else:
        defaults = {"kind": ParticipantKind.ADDRESS, "language": participant.language}
        into = Participant.objects.get_or_create(email_key=email_key(email), defaults=defaults)[0]
    return merge(participant, into)


@transaction.atomic
def claim_address(user: User, email: str) -> None:
    """An account that confirms an address takes over what the address said."""
    if participant := Participant.objects.filter(email_key=email_key(email)).first():
        merge(participant, of_user(user))


@transaction.atomic
def merge(participant: Participant, into: Participant) -> Participant:
    keys = {participant.pk, into.pk}
    rows = {row.pk: row for row in Participant.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(rows) == 2:
        participants_merged.send(sender=Participant, participant=rows[participant.pk], into=rows[into.pk])
        rows[participant.pk].delete()
    return rows[into.pk]
