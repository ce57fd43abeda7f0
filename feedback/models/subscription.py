"""Who is to be told what came of a need, and why."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant

from ..enums import ANSWERS, PROGRESS, Status, SubscriptionReason
from .need import Need
from .suggestion import Suggestion

# What moves on or back sooner is told to nobody: a mistake put right, or a draft that is made in one go.
SETTLED_AFTER = timedelta(hours=1)


class SubscriptionQuerySet(models.QuerySet):
    def reachable(self):
        """Those with an account, or with an address they confirmed; of what is hidden only those who asked for it."""
        address = Q(participant__kind=ParticipantKind.ADDRESS, suggestion__email__gt="")
        return self.not_hidden().filter(Q(participant__user__is_active=True) | address)

    def not_hidden(self):
        return self.filter(Q(reason=SubscriptionReason.ASKED) | Q(need__hidden_at__isnull=True))

    def to_tell(self):
        """Whose need has an answer they were not told yet. This, not a task, is what remembers."""
        return self.reachable().filter(told_at__isnull=True, need__status__in=ANSWERS)

    def to_ask(self):
        """Whose need waits for an answer of theirs and who were not asked since it does."""
        not_asked = Q(asked_at__isnull=True) | Q(asked_at__lt=F("need__status_since"))
        return self.reachable().filter(not_asked, need__status=Status.NEEDS_INPUT)

    def to_tell_progress(self, now: datetime):
        """Whose need stands for a while where they do not know it to be."""
        settled = self.reachable().filter(need__status__in=PROGRESS, need__status_since__lte=now - SETTLED_AFTER)
        return settled.not_told_of_status()

    def to_ask_if_helped(self, since: datetime):
        """Who asked or voted, and has known the answer since then."""
        known = self.reachable().filter(need__status=Status.PUBLISHED, told_at__lte=since)
        not_asked = Q(outcome_asked_at__isnull=True) | Q(outcome_asked_at__lt=F("told_at"))
        return known.filter(not_asked, reason__in=(SubscriptionReason.ASKED, SubscriptionReason.VOTED))

    def not_told_of_status(self):
        return self.filter(Q(progress_told_at__isnull=True) | Q(progress_told_at__lt=F("need__status_since")))

    def with_language(self):
        return self.annotate(speaks=Coalesce("participant__user__language", "participant__language"))


class Subscription(models.Model):
    """Follows merges as signals do. Somebody without an account is told by the suggestion it came with."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="subscriptions")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="subscriptions")
    origin = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="first_subscriptions")
    reason = models.CharField(_("reason"), max_length=10, choices=SubscriptionReason, default=SubscriptionReason.ASKED)
    suggestion = models.ForeignKey(
        Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="subscriptions"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    progress_told_at = models.DateTimeField(null=True, blank=True)  # on the way, or of an answer in another language
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    outcome_asked_at = models.DateTimeField(null=True, blank=True)  # whether it helped

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["origin", "participant"], name="one_subscription_per_need_and_person")
        ]

    def __str__(self):
        return f"#{self.need_id}: {self.participant_id}"
