"""Stars of one person for one work."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOW = 2  # so many stars or fewer ask what would make the work better


class RatingQuerySet(models.QuerySet):
    def summaries(self, works):
        """Mean and count by work; a work without ratings is not in it."""
        rows = self.filter(work__in=works).values("work").annotate(mean=Avg("stars"), count=Count("pk"))
        return {row["work"]: row for row in rows}

    def best(self, number, at_least=2):
        """The works with the best stars, best first; one person alone makes no best work."""
        rows = self.values("work").annotate(mean=Avg("stars"), count=Count("pk")).filter(count__gte=at_least)
        return list(rows.order_by("-mean", "-count", "work").values_list("work", flat=True)[:number])

    def summary(self, work):
        return self.summaries([work]).get(work)


class Rating(models.Model):
    """Sums are always counted from these rows, so they cannot drift. A work is all translations of a page."""

    work = models.UUIDField(_("work"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="ratings"
    )
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    reason = models.TextField(_("What would make it better?"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["work", "user"], name="one_rating_per_work_and_person"),
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="rating_has_1_to_5_stars"),
        ]

    def __str__(self):
        return f"{self.stars}/5"
