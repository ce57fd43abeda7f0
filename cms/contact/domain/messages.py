"""Taking a message of the contact form."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from cms.contact.models import ContactMessage
from cms.core.models import SiteSettings
from cms.notices.domain import telling

LANGUAGES = {"en": "English", "es": "español"}  # each in its own language, whoever reads


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
                "written_in": LANGUAGES[message.language],
                "reply_to": message.email,
                "url": admin_url(message),
            },
            dedupe_key=f"contact_message:{message.pk}",
        )
    return message


def admin_url(message: ContactMessage) -> str:
    return reverse("wagtailsnippets_contact_contactmessage:edit", args=[message.pk])
