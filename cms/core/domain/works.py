"""The life of a work: it goes with its last page, and knows the sum of its ratings."""

from collections.abc import Sequence

from django.db import transaction
from django.dispatch import Signal

from ..models import BasePage, Work
from ..models.work import PRIOR_COUNT, PRIOR_MEAN

# Sent with `work` and its last `page`, which is gone, before the row of the work is deleted.
work_closing = Signal()


def lock(work: Work) -> Work:
    """One at a time per work: nothing is lost from its counts, and two first complaints open one need."""
    return Work.objects.select_for_update(no_key=True).get(pk=work.pk)


@transaction.atomic
def page_deleted(page: BasePage) -> None:
    work = Work.objects.select_for_update().filter(key=page.translation_key).first()
    if work and not type(page)._base_manager.filter(work=work).exists():
        work_closing.send(sender=Work, work=work, page=page)
        work.delete()


def store_ratings(work: Work, spread: Sequence[int]) -> None:
    """How many gave one star, two, … five. Whoever counts them holds the lock of the row of the work."""
    count, total = sum(spread), sum(stars * number for stars, number in enumerate(spread, start=1))
    work.rating_spread, work.rating_count, work.rating_sum = list(spread), count, total
    work.rating_bayes = (PRIOR_MEAN * PRIOR_COUNT + total) / (PRIOR_COUNT + count)
    work.save(update_fields=["rating_spread", "rating_count", "rating_sum", "rating_bayes"])
