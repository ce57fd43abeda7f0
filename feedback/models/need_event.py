"""The history of a need."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Status
from .need import Need


class NeedEvent(models.Model):
    """One move. `by` is empty when the site itself moved it, because a page went live or was taken down."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="events")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    from_status = models.CharField(max_length=20, choices=Status, blank=True)
    to_status = models.CharField(max_length=20, choices=Status)
    why = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("move of a need")
        verbose_name_plural = _("moves of needs")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"#{self.need_id}: {self.from_status} -> {self.to_status}"
