"""Who is to be told what came of a need."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Status
from .need import Need
from .suggestion import Suggestion


class ContributionQuerySet(models.QuerySet):
    def reachable(self):
        """Those with an account, or with an address they confirmed."""
        account = Q(user__isnull=False, user__is_active=True)
        return self.filter(account | Q(user__isnull=True, suggestion__email_confirmed_at__isnull=False))

    def to_tell(self):
        """Whose need has an answer they were not told yet. This, not a task, is what remembers."""
        return self.reachable().filter(told_at__isnull=True, need__status__in=(Status.PUBLISHED, Status.DECLINED))

    def to_ask(self):
        """Whose need waits for an answer of theirs and who were not asked since it does."""
        not_asked = Q(asked_at__isnull=True) | Q(asked_at__lt=F("need__status_since"))
        return self.reachable().filter(not_asked, need__status=Status.NEEDS_INPUT)


class Contribution(models.Model):
    """A person with an account, or a suggestion with its receipt. Follows merges as signals do."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="contributions")
    origin = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="first_contributions")
    voice = models.CharField(max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    suggestion = models.ForeignKey(
        Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [models.UniqueConstraint(fields=["origin", "voice"], name="one_contribution_per_need_and_voice")]

    def __str__(self):
        return f"#{self.need_id}: {self.voice}"

    @property
    def speaks(self):
        """The language to tell this contributor in."""
        return self.user.language if self.user else self.language
