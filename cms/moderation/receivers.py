"""What the log keeps of a person who is erased."""

from django.dispatch import receiver

from cms.accounts.domain.erasing import person_erased

from .domain import deciding


@receiver(person_erased)
def forget_words(sender, participant, **kwargs):
    if participant.user:
        deciding.forget_words(participant.user)
