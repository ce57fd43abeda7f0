"""Comments: written below a page, or in answer to one there."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.core.domain import works
from cms.core.models import Work
from cms.intake.markup import render

from ..models import Comment


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
    """Threads are two deep: an answer to an answer stands beside it. One at a time, so that each gets a number."""
    work = works.lock(work)
    comment = Comment(
        work=work,
        content_type=ContentType.objects.get_for_model(Work),
        object_pk=str(work.pk),
        site_id=settings.SITE_ID,
        user=author,
        comment=content,
        html=render(content),
        language=language,
        submit_date=at or timezone.now(),
        parent_id=reply_to.thread_id if reply_to else 0,
    )
    comment.save()
    return comment
