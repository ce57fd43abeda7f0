"""What becomes of what a person said when two turn out to be one, and when the person is erased."""

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from cms.accounts.models import Participant
from cms.mail import outbox
from cms.notices.domain import telling

from ..enums import SubscriptionReason
from ..models import Comment, Helpful, Need, Outcome, Rating, Signal, Subscription, Suggestion
from . import helpful, notifications, offers, outcomes, priority, ratings, voting

NOTICES = ("confirm_email", *notifications.KINDS)  # that go to an address
HEARD = ("progress_told_at", "asked_at", "told_at", "outcome_asked_at")


def take_over(participant: Participant, into: Participant) -> None:
    """All that one said is the other's from now on; what both did counts once."""
    needs = list(_needs_of(participant))
    ratings.take_over(participant, into)
    helpful.take_over(participant, into)
    voting.take_over(participant, into)
    outcomes.take_over(participant, into)
    for model in (Signal, Suggestion):
        model.objects.filter(participant=participant).update(participant=into)
    _join_subscriptions(participant, into)
    priority.refresh(needs)


def forget(participant: Participant) -> None:
    """The words stay as evidence, stars and answers as they are, since all count for others; nothing says whose."""
    suggestions = Suggestion.objects.filter(_with_an_address_of(participant)).exclude(email="")
    addresses = set(suggestions.values_list("email", flat=True))
    telling.forget(addresses, NOTICES)
    outbox.forget(*addresses)
    suggestions.update(email="")
    Subscription.objects.filter(participant=participant).delete()
    if participant.user:  # with what moderators took off the page
        Comment.objects.filter(user=participant.user, is_removed=True).update(comment="", html="")
    offers.forget(participant)
    for model in (Rating, Helpful, Outcome):
        model.objects.filter(participant=participant).update(reason="")


def _with_an_address_of(participant: Participant) -> Q:
    """What the person asked for, and what waits for one of the person's addresses to be confirmed, in any case."""
    own = Q(participant=participant)
    addresses = set(Suggestion.objects.filter(own).exclude(email="").values_list("email", flat=True))
    for address in addresses | ({participant.user.email} if participant.user else set()):
        own |= Q(email__iexact=address, email_confirmed_at=None)
    return own


def _join_subscriptions(participant: Participant, into: Participant) -> None:
    """Who heard of a need by one of them does not hear again by another, wherever that one came from."""
    both = Subscription.objects.filter(participant__in=(participant, into))
    of_the_same = both.filter(need=OuterRef("need")).order_by().values("need")
    heard = {field: Subquery(of_the_same.annotate(last=Max(field)).values("last")) for field in HEARD}
    both.update(**heard)
    asked = Subscription.objects.filter(participant=participant, reason=SubscriptionReason.ASKED).values("origin")
    both.filter(participant=into, origin__in=asked).exclude(reason=SubscriptionReason.ASKED).delete()
    known = Subscription.objects.filter(participant=into).values("origin")
    both.filter(participant=participant, origin__in=known).delete()
    both.filter(participant=participant).update(participant=into)


def _needs_of(participant: Participant) -> QuerySet[Need]:
    return Need.objects.filter(signals__participant=participant).distinct()
