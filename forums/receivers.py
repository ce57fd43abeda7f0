"""What nobody but its author and the moderators ever read goes with its author."""

from django.dispatch import receiver

from cms.accounts.domain.erasing import person_erased

from .domain import moderation


@receiver(person_erased)
def forget_rejected(sender, participant, **kwargs):
    if participant.user:
        moderation.forget_rejected(participant.user)
