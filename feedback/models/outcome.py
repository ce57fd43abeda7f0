"""Whether what was published solved it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Participant

from .need import Need


class Outcome(models.Model):
    """For one who asked or added a voice; asked anew each time the need is published after it was open again."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="outcomes")
    publication = models.PositiveSmallIntegerField()  # of the need
    participant = models.ForeignKey(
        Participant, verbose_name=_("person"), on_delete=models.PROTECT, related_name="outcomes"
    )
    helped = models.BooleanField(_("helped"))
    reason = models.TextField(_("What is still missing?"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to “Did it help?”")
        verbose_name_plural = _("answers to “Did it help?”")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "publication", "participant"], name="one_outcome_per_publication_and_person"
            ),
            models.CheckConstraint(
                condition=models.Q(helped=False) | models.Q(reason=""), name="outcome_that_helped_needs_no_reason"
            ),
        ]

    def __str__(self):
        return str(_("Yes") if self.helped else _("No"))
