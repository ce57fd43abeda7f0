"""What signals add up to: the unit of the editorial queue."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator, slugify
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from cms.core.models import Work
from cms.taxonomy.models import RegionalCenter, Topic

from ..enums import OPEN, PUBLIC, NeedKind, Reopening, Status
from .bilingual import localized_text
from .need_queryset import NeedQuerySet
from .theme import Theme

FEWEST_SHOWN = 5  # answers; of fewer one could guess whose they are

FIRST_SAID = 200


class Need(models.Model):
    """Changed by the functions of `feedback.domain` only."""

    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=20, choices=NeedKind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECEIVED)
    status_since = models.DateTimeField(_("in this status since"), default=timezone.now)
    promised_on = models.DateField(_("promised for"), null=True, blank=True)  # whoever asked hears by then
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )
    theme_kept = models.BooleanField(default=False)  # a member put it there, or into none
    region = models.ForeignKey(
        RegionalCenter, verbose_name=_("region"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_needs",
    )
    assignee_since = models.DateTimeField(default=timezone.now)  # or without one
    region_alerted_at = models.DateTimeField(null=True, blank=True)  # that it waits too long in this status
    everyone_alerted_at = models.DateTimeField(null=True, blank=True)
    work = models.ForeignKey(
        Work,
        verbose_name=_("page it is about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="needs",
    )
    about_title = models.CharField(max_length=255, blank=True)  # of the page it was about, once that is deleted
    answer_work = models.ForeignKey(
        Work,
        verbose_name=_("page that answers it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answered_needs",
    )
    linked_at = models.DateTimeField(null=True, blank=True)  # what is published from then on is the answer
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    reason_en = models.TextField(_("public reason or question (English)"), max_length=2000, blank=True)
    reason_es = models.TextField(_("public reason or question (Spanish)"), max_length=2000, blank=True)
    response_en = models.TextField(_("public response (English)"), max_length=2000, blank=True)
    response_es = models.TextField(_("public response (Spanish)"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)  # raised by every change; see domain/history.py
    announcement = models.PositiveIntegerField(default=0)  # raised when those who were told are to be told anew
    reopened_at = models.DateTimeField(null=True, blank=True)  # the last time
    reopened_for = models.CharField(max_length=20, choices=Reopening, blank=True)  # until it is closed
    replied_at = models.DateTimeField(null=True, blank=True)  # first moved out of “received”, and not by merging
    answered_at = models.DateTimeField(null=True, blank=True)  # since when the answer is the one it was given last
    publication = models.PositiveSmallIntegerField(default=0)  # raised when it is published and that is news
    outcomes_given = models.PositiveIntegerField(default=0)  # answers to “Did it help?”, of this publication
    outcomes_helped = models.PositiveIntegerField(default=0)
    searched_at = models.DateTimeField(null=True, blank=True)  # what was looked for in vain, once more
    hidden_at = models.DateTimeField(_("hidden from the public"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), default=0)  # stored with the priority, as are the regions
    regions = models.PositiveSmallIntegerField(_("regions"), default=0)
    meetings = models.PositiveSmallIntegerField(_("meetings"), default=0)  # where it was said, and how many were there
    findings = models.PositiveSmallIntegerField(_("findings"), default=0)  # of reports and surveys
    at_meetings = models.PositiveIntegerField(_("people at meetings"), default=0)
    priority = models.PositiveIntegerField(_("priority"), default=0)  # stored for sorting; see domain/priority.py
    words = models.TextField(default="", editable=False)  # to be searched, stored with the priority
    folded_title = models.TextField(default="", editable=False)  # what the public may search, in the same way
    closed = models.GeneratedField(  # the queue's first key, which an index can hold
        expression=models.Case(models.When(status__in=OPEN, then=0), default=1),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        default_permissions = ()
        permissions = [
            ("work_queue", _("Can work the needs queue")),
            ("view_queue", _("Can read the needs queue")),
        ]
        indexes = [
            models.Index(fields=["status", "-priority"], name="need_status_priority"),
            models.Index(fields=["closed", "-priority", "id"], name="need_in_queue"),
            models.Index(fields=["priority", "id"], name="need_priority"),
            models.Index(fields=["people", "id"], name="need_people"),
            models.Index(fields=["created_at", "id"], name="need_created"),
            models.Index(fields=["promised_on"], name="need_promised"),
        ]

    def __str__(self):
        return f"#{self.number} {self.title}"

    def get_absolute_url(self):
        """Of its public page, in the active language."""
        return reverse("need", args=[self.number, self.slug])

    @property
    def number(self):
        """The public number: the key itself, which the database hands out once and in order."""
        return self.pk

    @property
    def topic_label(self):
        return self.topic.label if self.topic else ""

    @property
    def region_label(self):
        return self.region.label if self.region else ""

    @property
    def age(self) -> str:
        """Since it was asked for, in its largest unit."""
        return timesince(self.created_at, depth=1)

    @property
    def who_asks(self) -> str:
        """In a narrow column: people, and how many were at meetings."""
        return f"{self.people} + ~{self.at_meetings}" if self.meetings else str(self.people)

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_late(self) -> bool:
        """Past the day on which people were to hear from us."""
        return self.promised_on is not None and self.promised_on < timezone.localdate()

    @property
    def shows_outcomes(self) -> bool:
        """How many it helped is told to everyone, once there are some."""
        return self.status == Status.PUBLISHED and self.outcomes_given >= FEWEST_SHOWN

    @property
    def is_public(self):
        """As `NeedQuerySet.public` has it."""
        return self.status in PUBLIC and self.hidden_at is None

    @property
    def slug(self):
        """For its address; titles in letters that an address does not have leave the word alone."""
        return slugify(Truncator(self.title).words(8, truncate=""))[:80].strip("-") or "need"

    @cached_property
    def first_said(self):
        """The earliest that people said, without voices: of most needs, all of it."""
        return list(self.signals.with_all_it_shows()[:FIRST_SAID])

    @property
    def public_reason(self):
        return localized_text(self, "reason")

    @property
    def public_response(self):
        return localized_text(self, "response")
