"""What a person has seen."""

from django.utils import timezone

from cms.accounts.models import User

from ..models import Notice


def mark_read(user: User, notice_id: int) -> int:
    """Someone else's notice is left alone."""
    return Notice.objects.of(user).unread().filter(pk=notice_id).update(read_at=timezone.now())


def mark_all_read(user: User) -> int:
    return Notice.objects.of(user).unread().update(read_at=timezone.now())
