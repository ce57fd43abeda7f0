"""What people wrote by the contact form, in Wagtail's admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import ContactMessage


class ContactMessageViewSet(SnippetViewSet):
    """Read, answer by e-mail, tick: messages are not written here."""

    model = ContactMessage
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 600
    list_display = ["name", "email", "region", "language", "created_at", "answered"]
    list_filter = ["answered", "language", "region"]
    search_fields = ["name", "email", "message"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("region", read_only=True),
        FieldPanel("message", read_only=True),
        FieldPanel("answered"),
    ]
