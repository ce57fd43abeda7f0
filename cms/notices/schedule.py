"""When a digest is due: every morning, or every Monday morning, in California."""

from datetime import timedelta

from django.utils import timezone

from cms.accounts.enums import Digest

HOUR = 7


def last_round(digest):
    """The latest moment at which digests of this rhythm went out."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    morning = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if morning > now:
        morning -= timedelta(days=1)
    if digest == Digest.WEEKLY:
        morning -= timedelta(days=morning.weekday())
    return morning
