"""Who spoke: finding the one row of a person, and making one of two that are the same person."""

from django.db import transaction
from django.dispatch import Signal
from django.utils.crypto import salted_hmac

from ..enums import ParticipantKind
from ..models import FormerParticipant, Participant, User

# Sent with `participant`, who will be gone, and `into`: whoever keeps rows of the first gives them to the second.
participants_merged = Signal()


def of_user(user: User) -> Participant:
    defaults = {"kind": ParticipantKind.ACCOUNT, "language": user.language}
    return Participant.objects.get_or_create(user=user, defaults=defaults)[0]


def of_receipt(language: str) -> Participant:
    """A visitor whom nothing tells apart from others."""
    return Participant.objects.create(kind=ParticipantKind.RECEIPT, language=language)


def lock(participant: Participant) -> Participant:
    """Before rows of a person are written: who turns out to be somebody else does so before or after, not meanwhile.

    It may have been the moment before: then it is as who they turned out to be that they speak.
    """
    rows = Participant.objects.select_for_update(no_key=True)
    while not (row := rows.filter(pk=participant.pk).first()):
        participant = FormerParticipant.objects.select_related("into").get(number=participant.pk).into
    return row


def email_key(email: str) -> str:
    """Keyed: without our secret nobody can try addresses against it."""
    return salted_hmac("cms.accounts.participant", email.lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def confirm_address(participant: Participant, email: str) -> Participant:
    """The owner of the address is who spoke: an account that has it, or else whoever spoke by it before."""
    into, _new = _lock_address(email, participant.language)
    owner = User.objects.filter(emailaddress__email__iexact=email, emailaddress__verified=True).first()
    if owner:
        into = merge(into, of_user(owner))
    return merge(participant, into)


@transaction.atomic
def claim_address(user: User, email: str) -> None:
    """An account that confirmed an address takes over what the address said."""
    participant, new = _lock_address(email, user.language)
    if new:
        _forget_unused(participant)
    else:
        merge(participant, of_user(user))


def _forget_unused(participant: Participant) -> None:
    """Nothing points to a row of this transaction: `delete()` would ask all the tables that could."""
    rows = Participant.objects.filter(pk=participant.pk)
    rows._raw_delete(rows.db)


def _lock_address(email: str, language: str) -> tuple[Participant, bool]:
    """The row of the address, and whether it is new. An account and a visitor may confirm one address at once.

    Both begin here, and the key is unique: the second waits for the first, then sees whose the address is by now.
    """
    key, defaults = email_key(email), {"kind": ParticipantKind.ADDRESS, "language": language}
    while True:
        row, new = Participant.objects.get_or_create(email_key=key, defaults=defaults)
        if new or Participant.objects.select_for_update().filter(pk=row.pk, email_key=key).exists():
            return row, new


@transaction.atomic
def merge(participant: Participant, into: Participant) -> Participant:
    keys = {participant.pk, into.pk}
    rows = {row.pk: row for row in Participant.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(rows) == 2:
        participants_merged.send(sender=Participant, participant=rows[participant.pk], into=rows[into.pk])
        FormerParticipant.objects.filter(into=participant).update(into=into)
        FormerParticipant.objects.create(number=participant.pk, into=into)
        rows[participant.pk].delete()
    return rows[into.pk]
