"""Letters by the contact form."""

from django.utils.translation import gettext_lazy as _

from cms.accounts.records import Erased, Records, fields, register

from .models import ContactMessage
from .queries.letters import letters_of

register(
    Records(
        "contact_messages",
        _("What you wrote to us by the contact form"),
        letters_of,
        fields(ContactMessage, "name", "email", "region", "message", created_at=_("Date")),
        Erased.DELETED,
        keys=("contact.ContactMessage.email",),
    )
)
