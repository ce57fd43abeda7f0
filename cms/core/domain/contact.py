"""Taking a message of the contact form."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from cms.core.models import ContactMessage, SiteSettings
from cms.notices.domain import tell


@transaction.atomic
def receive(message: ContactMessage):
    """Keep the message, and announce it to the contact address."""
    message.language = get_language()
    message.save()
    address = SiteSettings.load().contact_email
    if address:
        tell(
            "contact_message",
            email=address,
            language="en",
            context={
                "name": message.name,
                "email": message.email,
                "message": message.message,
                "url": admin_url(message),
            },
            dedupe_key=f"contact_message:{message.pk}",
        )
    return message


def admin_url(message):
    return reverse("wagtailsnippets_core_contactmessage:edit", args=[message.pk])
