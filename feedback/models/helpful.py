"""Whether a page, or an answer on it, helped somebody."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Participant
from cms.core.models import Work


class Helpful(models.Model):
    """Yes or no of one participant. It goes with the work; a reason for a no is also a signal, which stays."""

    work = models.ForeignKey(Work, verbose_name=_("work"), on_delete=models.CASCADE, related_name="helpful")
    part = models.CharField(max_length=36, blank=True)  # the key of an answer among others, the same in each language
    participant = models.ForeignKey(
        Participant, verbose_name=_("person"), on_delete=models.PROTECT, related_name="helpful"
    )
    is_helpful = models.BooleanField(_("helpful"))
    reason = models.TextField(_("What was missing or not right?"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to “Was this helpful?”")
        verbose_name_plural = _("answers to “Was this helpful?”")
        constraints = [
            models.UniqueConstraint(fields=["work", "part", "participant"], name="one_helpful_per_work_and_person"),
            models.CheckConstraint(
                condition=models.Q(is_helpful=False) | models.Q(reason=""), name="helpful_needs_no_reason"
            ),
        ]

    def __str__(self):
        return str(_("Yes") if self.is_helpful else _("No"))
