"""Proposing that two needs are one, and keeping that they are not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User

from ..enums import Likeness
from ..models import Need, PossibleDuplicate
from ..queries.alike import Alike, alike_to_need
from .errors import RefusedError

MOST = 20  # for one need


def propose(key: int) -> None:
    """Compare a need with all others anew. Pairs that a person told apart stay so."""
    if not (need := Need.objects.filter(pk=key).first()):
        return
    pairs = [_pair(need, one, level) for one in alike_to_need(need) if (level := one.likeness)][:MOST]
    with transaction.atomic():
        PossibleDuplicate.objects.of(need).undecided().delete()
        PossibleDuplicate.objects.bulk_create(pairs, ignore_conflicts=True)


def _pair(need: Need, one: Alike, likeness: Likeness) -> PossibleDuplicate:
    first, second = sorted((need.pk, one.key))
    words = [list(pair if first == need.pk else reversed(pair)) for pair in one.words]
    score = round(one.score * 100)
    return PossibleDuplicate(
        first_id=first, second_id=second, score=score, likeness=likeness, near=one.near, words=words
    )


def tell_apart(need: Need, other: int, *, by: User) -> None:
    """These two are not the same: they are not proposed again."""
    pair = PossibleDuplicate.objects.undecided().filter(**_keys(need.pk, other))
    if not pair.update(told_apart_at=timezone.now(), told_apart_by=by):
        raise RefusedError(_("These two needs are no longer proposed as the same."), code="gone")


def _keys(one: int, other: int) -> dict[str, int]:
    first, second = sorted((one, other))
    return {"first": first, "second": second}
