"""What becomes of what a person said when two turn out to be one, and when the person is erased."""

from django.db.models import Q, QuerySet

from cms.accounts.models import Participant
from cms.mail import outbox
from cms.notices.domain import telling

from ..models import Need, Rating, Signal, Subscription, Suggestion
from . import priority, ratings

NOTICES = ("confirm_email", "need_declined", "need_published", "need_question")  # that go to an address


def take_over(participant: Participant, into: Participant) -> None:
    """All that one said is the other's from now on; what both did counts once."""
    needs = list(_needs_of(participant))
    ratings.take_over(participant, into)
    for model in (Signal, Suggestion):
        model.objects.filter(participant=participant).update(participant=into)
    known = Subscription.objects.filter(participant=into).values_list("origin", flat=True)
    for double in Subscription.objects.filter(participant=participant, origin__in=list(known)):
        _join(double, into)
    Subscription.objects.filter(participant=participant).update(participant=into)
    priority.refresh(needs)


def forget(participant: Participant) -> None:
    """The words stay as evidence, and the stars as stars, since both count for others; nothing says whose they are."""
    suggestions = Suggestion.objects.filter(_with_an_address_of(participant)).exclude(email="")
    addresses = set(suggestions.values_list("email", flat=True))
    telling.forget(addresses, NOTICES)
    outbox.forget(*addresses)
    suggestions.update(email="")
    Subscription.objects.filter(participant=participant).delete()
    Rating.objects.filter(participant=participant).update(reason="")


def _with_an_address_of(participant: Participant) -> Q:
    """What the person asked for, and what waits for one of the person's addresses to be confirmed, in any case."""
    own = Q(participant=participant)
    addresses = set(Suggestion.objects.filter(own).exclude(email="").values_list("email", flat=True))
    for address in addresses | ({participant.user.email} if participant.user else set()):
        own |= Q(email__iexact=address, email_confirmed_at=None)
    return own


def _join(double: Subscription, into: Participant) -> None:
    """Who was told by the one is not told again by the other."""
    kept = Subscription.objects.filter(origin=double.origin_id, participant=into)
    if double.told_at:
        kept.filter(told_at=None).update(told_at=double.told_at)
    if double.asked_at:
        kept.filter(asked_at=None).update(asked_at=double.asked_at)
    double.delete()


def _needs_of(participant: Participant) -> QuerySet[Need]:
    return Need.objects.filter(signals__participant=participant).distinct()
