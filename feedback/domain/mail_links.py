"""Signed links in mails: they need no sign-in, open nothing but what they are for, and expire."""

from django.core import signing

from ..models import Subscription

DAY = 24 * 3600
OUTCOME, UNFOLLOW = "outcome", "unfollow"
VALID_FOR = {OUTCOME: 183 * DAY, UNFOLLOW: 366 * DAY}  # seconds


def key_for(purpose: str, subscription: Subscription) -> str:
    return signing.dumps(subscription.pk, salt=_salt(purpose))


def subscription_for(purpose: str, key: str) -> Subscription | None:
    """None where the link is expired or not ours, or where the person hears nothing of it any more."""
    try:
        pk = signing.loads(key, salt=_salt(purpose), max_age=VALID_FOR[purpose])
    except signing.BadSignature:
        return None
    return Subscription.objects.select_related("need", "participant").filter(pk=pk).first()


def _salt(purpose: str) -> str:
    return f"feedback.subscription.{purpose}"
