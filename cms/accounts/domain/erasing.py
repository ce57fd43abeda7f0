"""Erasing a person, whatever way they spoke; what others said to them stays."""

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from cms.mail import outbox

from ..models import Participant, User
from .participants import of_user

# Sent with the `participant`, who still has the account: whoever keeps what says who it was lets go of it.
person_erased = Signal()


def erase_account(user: User) -> None:
    erase_person(of_user(user))


@transaction.atomic
def erase_person(participant: Participant) -> None:
    """The account goes; what was said stays as the words of a former member, and still counts as one person's."""
    participant = Participant.objects.select_for_update(of=("self",)).select_related("user").get(pk=participant.pk)
    user = participant.user
    forget(participant)
    if user:
        user.delete()


@transaction.atomic
def forget(participant: Participant) -> None:
    """All but the account itself."""
    person_erased.send(sender=Participant, participant=participant)
    if participant.user:
        outbox.forget(participant.user.email)
        _forget_name_in_log(participant.user)
        _forget_picture(participant.user)
    participant.user = participant.email_key = None
    participant.erased_at = timezone.now()
    participant.save(update_fields=["user", "email_key", "erased_at"])


def _forget_name_in_log(user: User) -> None:
    """What administrators did with the account stays in Wagtail's log, by the number of the account."""
    ModelLogEntry.objects.for_instance(user).update(label=f"#{user.pk}")


def _forget_picture(user: User) -> None:
    """Of Wagtail's profile, which would leave its file behind."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        profile.avatar.delete()
