"""Where people spoke whom we do not know one by one."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.taxonomy.models import RegionalCenter

from ..enums import SignalKind

SPOKEN = Q(signals__kind=SignalKind.MEETING, signals__withdrawn_at=None, signals__dismissed_at=None)


class MeetingQuerySet(models.QuerySet):
    def with_voices(self):
        """How many voices count, and of how many people."""
        return self.annotate(
            voices=Count("signals", filter=SPOKEN), at_meeting=Sum("signals__people", filter=SPOKEN, default=0)
        )


class Meeting(models.Model):
    """Changed by `feedback.domain.meetings` only. What was said there are signals; nobody who was there is named."""

    name = models.CharField(_("name"), max_length=160)
    held_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    region = models.ForeignKey(
        RegionalCenter, verbose_name=_("region"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-pk"]
        default_permissions = ()
        permissions = [("record_meetings", _("Can enter what was said at meetings"))]

    def __str__(self):
        return self.name

    @property
    def day(self):
        return date_format(self.held_on, "SHORT_DATE_FORMAT")

    @property
    def standing(self):
        return self.undone_at is None

    @property
    def region_label(self):
        return self.region.label if self.region else ""
