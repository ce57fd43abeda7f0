"""What people wrote by the contact form, in Wagtail's admin."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel

from cms.taxonomy.models import RegionalCenter

from .models import ContactMessage
from .unlisted import UnlistedViewSet


def regions():
    return [(region.pk, region.label) for region in RegionalCenter.objects.source()]


class ContactMessageFilterSet(WagtailFilterSet):
    region = django_filters.ChoiceFilter(label=RegionalCenter._meta.verbose_name, choices=regions)

    class Meta:
        model = ContactMessage
        fields = ["answered", "language", "region"]


class ContactMessageViewSet(UnlistedViewSet):
    """Read, answer by e-mail, tick: messages are not written here."""

    model = ContactMessage
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 600
    list_display = ["name", "email", "region", "language", "created_at", "answered"]
    filterset_class = ContactMessageFilterSet
    search_fields = ["name", "email", "message"]
    panels = [
        FieldPanel("name", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("region", read_only=True),
        FieldPanel("message", read_only=True),
        FieldPanel("answered"),
    ]
