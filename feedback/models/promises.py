"""How soon whoever asked hears from us, as editors promise it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ..enums import Status


def days_field(status: Status, default: int | None) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(status.label, default=default, null=True, blank=True)


@register_setting(icon="calendar-check")
class Promises(BaseGenericSetting):
    """In days from when a need enters a status. A need keeps the date it was promised, whatever is changed here."""

    received = days_field(Status.RECEIVED, 14)
    under_review = days_field(Status.UNDER_REVIEW, 30)
    needs_input = days_field(Status.NEEDS_INPUT, None)  # it is the other side's turn
    planned = days_field(Status.PLANNED, 60)
    in_progress = days_field(Status.IN_PROGRESS, 90)
    ask_if_helped = models.PositiveSmallIntegerField(
        _("days after publishing until we ask whether it helped"),
        default=28,
        null=True,
        blank=True,
        help_text=_("Left empty, nobody is asked."),
    )

    panels = [
        HelpPanel(
            _(
                "Days until the people who asked hear from us, counted from when their need enters a status. "
                "Left empty, nothing is promised. Needs that are in a status already keep their date."
            )
        ),
        *(FieldPanel(name) for name in ("received", "under_review", "needs_input", "planned", "in_progress")),
        FieldPanel("ask_if_helped"),
    ]

    class Meta:
        verbose_name = _("promises: days until people hear from us")

    def days(self, status: str) -> int | None:
        """None for a status in which nothing is promised, as a closed one."""
        return getattr(self, status, None) if status in Status.values else None
