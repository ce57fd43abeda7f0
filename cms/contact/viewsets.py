"""What people wrote by the contact form, in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn

from cms.core.viewsets import NoChooserViewSet
from cms.taxonomy.filters import TermFilter
from cms.taxonomy.models import RegionalCenter

from .models import ContactMessage


class ContactMessageFilterSet(WagtailFilterSet):
    region = TermFilter(RegionalCenter, label=RegionalCenter._meta.verbose_name)

    class Meta:
        model = ContactMessage
        fields = ["answered", "language", "region"]


class ContactMessageViewSet(NoChooserViewSet):
    """Read, answer by e-mail, tick: messages are not written here."""

    model = ContactMessage
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 600
    list_display = [
        "name",
        "email",
        "region",
        "language",
        "created_at",
        BooleanColumn("answered", label=_("Answered"), sort_key="answered"),
    ]
    filterset_class = ContactMessageFilterSet
    search_fields = ["name", "email", "message"]
    panels = [
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("region", read_only=True),
        FieldPanel("message", read_only=True),
        FieldPanel("answered"),
    ]
