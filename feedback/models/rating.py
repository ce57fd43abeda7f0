"""Stars of one person for one work."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Participant
from cms.core.models import Work

LOW = 2  # so many stars or fewer ask what would make the work better


class Rating(models.Model):
    """The work keeps their sum. It goes with them: without any page there is nothing to have stars."""

    work = models.ForeignKey(Work, verbose_name=_("work"), on_delete=models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(
        Participant, verbose_name=_("person"), on_delete=models.PROTECT, related_name="ratings"
    )
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    reason = models.TextField(_("What would make it better?"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["work", "participant"], name="one_rating_per_work_and_person"),
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="rating_has_1_to_5_stars"),
        ]

    def __str__(self):
        return f"{self.stars}/5"
