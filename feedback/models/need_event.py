"""The history of a need."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.taxonomy.models import RegionalCenter, Topic

from ..enums import Actor, EventKind, Status
from .bilingual import texts_of
from .need import Need
from .theme import Theme


class NeedEventQuerySet(models.QuerySet):
    def steps(self):
        """Where the status changed: what the public may follow."""
        return self.exclude(from_status=models.F("to_status"))

    def for_history(self):
        """All that a row shows, in one query."""
        return self.select_related("by", "from_assignee", "to_assignee", "other", "page", "topic", "theme", "region")


class NeedEvent(models.Model):
    """One change: who, when, from where to where, the private note, and what the public was told.

    People, pages and other needs may be deleted later. `actor`, `kind` and `page_title` then still say what happened.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="events")
    version = models.PositiveIntegerField(default=1)  # of the need, with this change
    kind = models.CharField(max_length=20, choices=EventKind, default=EventKind.MOVED)
    actor = models.CharField(max_length=10, choices=Actor, default=Actor.SITE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    from_status = models.CharField(max_length=20, choices=Status, blank=True)
    to_status = models.CharField(max_length=20, choices=Status)
    from_assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page_title = models.CharField(max_length=255, blank=True)
    other = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    region = models.ForeignKey(RegionalCenter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    promised_on = models.DateField(null=True, blank=True)  # the promise that stood until its status changed
    promise_kept = models.BooleanField(null=True)  # or broken; None where it was neither, or none stood
    note = models.TextField(max_length=2000, blank=True)
    reason_en = models.TextField(max_length=2000, blank=True)
    reason_es = models.TextField(max_length=2000, blank=True)
    response_en = models.TextField(max_length=2000, blank=True)
    response_es = models.TextField(max_length=2000, blank=True)

    objects = NeedEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a need")
        verbose_name_plural = _("changes of needs")
        ordering = ["at", "version", "pk"]

    def __str__(self):
        return f"#{self.need_id}: {self.kind} {self.from_status} -> {self.to_status}"

    @property
    def is_step(self):
        return self.from_status != self.to_status

    @property
    def public_texts(self):
        """What the public was told with this change, in both languages."""
        return texts_of(self, "reason") + texts_of(self, "response")
