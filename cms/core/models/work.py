"""All translations of one page, as a row."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

# A work starts as if this many people had given it this mean, so that one enthusiast does not lead the list: the
# weighted rating that IMDb described for its Top 250, with a fixed mean instead of the site's, so that a new rating
# changes the row of its own work only. Three is the middle of five stars; five voices are enough to be heard over it.
PRIOR_MEAN = 3.0
PRIOR_COUNT = 5
MOST_STARS = 5


def nobody_yet() -> list[int]:
    return [0] * MOST_STARS


class WorkQuerySet(models.QuerySet):
    def of_page(self, page) -> "Work":
        """The row of this page, made with the first page of the work. It is locked: the last page may just be going."""
        kind = ContentType.objects.get_for_model(page, for_concrete_model=False)
        return self.select_for_update().get_or_create(key=page.translation_key, defaults={"kind": kind})[0]


class Work(models.Model):
    """Whatever people say about a page is said about its work. `key` is the `translation_key` of its pages."""

    wagtail_reference_index_ignore = True  # every page refers to its own work: no use worth reporting

    key = models.UUIDField(primary_key=True)
    kind = models.ForeignKey(ContentType, verbose_name=_("page type"), on_delete=models.PROTECT, related_name="+")
    rating_count = models.PositiveIntegerField(_("ratings"), default=0)
    rating_sum = models.PositiveIntegerField(_("stars of all ratings"), default=0)
    rating_spread = models.JSONField(_("ratings by stars"), default=nobody_yet)  # of one star, of two, … of five
    rating_bayes = models.FloatField(_("weighted mean of stars, for sorting"), default=PRIOR_MEAN, db_index=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def __str__(self):
        return str(self.key)

    @property
    def ratings_by_stars(self) -> list[dict[str, int]]:
        """From five stars down, each with its share in percent of the most frequent."""
        most = max(self.rating_spread) or 1
        rows = [
            {"stars": stars, "number": number, "share": round(100 * number / most)}
            for stars, number in enumerate(self.rating_spread, start=1)
        ]
        return rows[::-1]

    @property
    def rating_mean(self) -> float | None:
        return self.rating_sum / self.rating_count if self.rating_count else None
