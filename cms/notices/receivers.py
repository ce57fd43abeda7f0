"""What was told to others stays when a person is erased, without the person's name."""

from django.dispatch import receiver

from cms.accounts.domain.erasing import person_erased

from .domain import telling


@receiver(person_erased)
def forget_name(sender, participant, **kwargs):
    if participant.user:
        telling.forget_name(participant.user.display_name)
