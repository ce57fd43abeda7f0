"""Comments that members report, and what moderators decide about them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.accounts.models import User
from cms.moderation.registry import NotWaitingError

from ..enums import ReportReason
from ..models import Comment, CommentReport
from .comment_locking import lock

HIDDEN_AFTER = 3  # reports by different people


@transaction.atomic
def report(
    comment: Comment, by: User, *, reason: ReportReason, note: str = "", at: datetime | None = None
) -> CommentReport:
    """Said again, it is the same report, unless a moderator has decided and the author has written something else.

    A comment that a moderator found right stays to be seen.
    """
    comment = lock(comment)
    said = {"reason": reason, "note": note.strip(), "created_at": at or timezone.now()}
    made, new = CommentReport.objects.get_or_create(comment=comment, user=by, defaults=said)
    if not new and made.settled_at and comment.edited_at and made.settled_at < comment.edited_at:
        CommentReport.objects.filter(pk=made.pk).update(**said, settled_at=None)
    if not comment.judged_at and _waiting(comment).count() >= HIDDEN_AFTER:
        Comment.objects.filter(pk=comment.pk).update(is_public=False)
    return made


@transaction.atomic
def keep(comment: Comment) -> Comment:
    """Show it, for good."""
    comment = _settle(comment)
    Comment.objects.filter(pk=comment.pk).update(is_public=True, judged_at=timezone.now())
    return comment


@transaction.atomic
def remove(comment: Comment) -> Comment:
    """Its place in the thread stays; its words stay in the table, out of everyone's sight."""
    comment = _settle(comment)
    Comment.objects.filter(pk=comment.pk).update(is_removed=True)
    return comment


def _settle(comment: Comment) -> Comment:
    comment = lock(comment)
    if comment.is_removed or not _waiting(comment).update(settled_at=timezone.now()):
        raise NotWaitingError
    return comment


def _waiting(comment: Comment) -> QuerySet[CommentReport]:
    return CommentReport.objects.filter(comment=comment, settled_at=None)
