"""Comments: written below a page or in answer to one there, changed, taken back, liked."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django_comments_xtd.models import LIKEDIT_FLAG

from cms.accounts.models import User
from cms.core.domain import works
from cms.core.models import Work
from cms.intake.markup import render
from cms.jobs import enqueue_on_commit

from ..models import Comment
from ..permissions import may_edit_comment, may_withdraw_comment
from . import comment_following, comment_signals
from .comment_locking import lock
from .errors import TooLateError


@transaction.atomic
def write(
    work: Work,
    author: User,
    *,
    content: str,
    language: str,
    reply_to: Comment | None = None,
    at: datetime | None = None,
) -> Comment:
    """Threads are two deep: an answer to an answer stands beside it. One at a time, so that each gets a number.

    Whoever writes below a page hears of what others say there. What was said on another day (`at`) is no news.
    """
    work = works.lock(work)
    comment = Comment(work=work, user=author, comment=content, html=render(content), language=language)
    comment.content_type, comment.object_pk = ContentType.objects.get_for_model(Work), str(work.pk)
    comment.site_id, comment.parent_id = settings.SITE_ID, reply_to.thread_id if reply_to else 0
    comment.submit_date, comment.announced_at = at or timezone.now(), at
    comment.save()
    comment_following.follow(work, author)
    enqueue_on_commit("feedback.tasks.announce_comments", comment.pk)
    return comment


@transaction.atomic
def edit(comment: Comment, by: User, *, content: str, language: str, at: datetime | None = None) -> None:
    """Other words may be reported anew."""
    comment = lock(comment)
    if not may_edit_comment(by, comment):
        raise TooLateError
    words, at = {"comment": content, "html": render(content), "language": language}, at or timezone.now()
    Comment.objects.filter(pk=comment.pk).update(**words, edited_at=at, judged_at=None)
    comment_signals.change_words(comment, content, at=at)


@transaction.atomic
def withdraw(comment: Comment, by: User, *, at: datetime | None = None) -> None:
    """Its place in the thread stays, without the words."""
    comment = lock(comment)
    if not may_withdraw_comment(by, comment):
        raise TooLateError
    at = at or timezone.now()
    Comment.objects.filter(pk=comment.pk).update(comment="", html="", is_removed=True, withdrawn_at=at)
    comment.flags.all().delete()
    comment_signals.withdraw_signal(comment, at=at)
    comment.reports.all().delete()  # there is nothing left to decide


def like(comment: Comment, user: User) -> None:
    comment.flags.get_or_create(user=user, flag=LIKEDIT_FLAG)


def unlike(comment: Comment, user: User) -> None:
    comment.flags.filter(user=user, flag=LIKEDIT_FLAG).delete()
