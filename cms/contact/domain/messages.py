"""Taking a message of the contact form."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from cms.accounts.models import Participant
from cms.contact.models import ContactMessage
from cms.contact.queries.letters import letters_of
from cms.core.models import SiteSettings
from cms.notices.domain import telling


@transaction.atomic
def receive(message: ContactMessage) -> ContactMessage:
    """Keep the message, and announce it to the contact address."""
    message.language = get_language()
    message.save()
    address = SiteSettings.load().contact_email
    if address:
        telling.notify(
            "contact_message",
            email=address,
            language="en",
            context={
                "name": message.name,
                "email": message.email,
                "message": message.message,
                "written_in": get_language_info(message.language)["name_local"],
                "reply_to": message.email,
                "url": admin_url(message),
            },
            dedupe_key=_key(message),
        )
    return message


@transaction.atomic
def forget_letters(participant: Participant) -> None:
    """All from an address of this person, and what announced them; an answer was sent, or is not wanted any more."""
    letters = letters_of(participant)
    telling.forget_keys(_key(letter) for letter in letters)
    ContactMessage.objects.filter(pk__in=[letter.pk for letter in letters]).delete()


def _key(message: ContactMessage) -> str:
    return f"contact_message:{message.pk}"


def admin_url(message: ContactMessage) -> str:
    return reverse("wagtailsnippets_contact_contactmessage:edit", args=[message.pk])
