"""What people wrote to us goes with them."""

from django.dispatch import receiver

from cms.accounts.domain.erasing import person_erased

from .domain import messages


@receiver(person_erased)
def forget_letters(sender, participant, **kwargs):
    messages.forget_letters(participant)
