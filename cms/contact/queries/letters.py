"""What somebody wrote to us."""

from cms.accounts.domain import participants
from cms.accounts.models import Participant
from cms.contact.models import ContactMessage


def letters_of(participant: Participant) -> list[ContactMessage]:
    """From an address of this person. No letter says by itself that it is from its address; our answer goes there."""
    messages = ContactMessage.objects.select_related("region")
    if participant.user:
        return list(messages.filter(email__iexact=participant.user.email))
    letters = messages.iterator() if participant.email_key else ()
    return [letter for letter in letters if participants.email_key(letter.email) == participant.email_key]
