"""Two needs that look alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..enums import OPEN, Likeness, Status
from .need import Need


class PossibleDuplicateQuerySet(models.QuerySet):
    def of(self, need):
        return self.filter(Q(first=need) | Q(second=need))

    def undecided(self):
        return self.filter(told_apart_at=None)

    def to_merge(self, need):
        """Those of an open need whose other one it could be merged into."""
        whole = (*OPEN, Status.PUBLISHED)
        other = Q(first=need, second__status__in=whole) | Q(second=need, first__status__in=whole)
        return self.undecided().filter(other)


class PossibleDuplicate(models.Model):
    """Proposed by the site, decided by people: they merge the two, or say that they are not the same.

    `words` are those of the first and of the second need that say the same, in pairs.
    """

    first = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()  # of 100
    likeness = models.CharField(max_length=10, choices=Likeness)
    near = models.BooleanField(default=False)  # by what they mean, not only by their words
    words = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)
    told_apart_at = models.DateTimeField(null=True, blank=True)
    told_apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_proposal_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="first_need_is_the_older"),
        ]

    def __str__(self):
        return f"#{self.first_id} = #{self.second_id}?"
