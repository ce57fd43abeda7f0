"""The worker's part of the forums."""

from celery import shared_task

from cms.jobs import run_logged
from forums.forum_conversation.models import Post

from .domain import following


@shared_task
def announce(*pks):
    for post in _waiting().filter(pk__in=pks):
        run_logged(following.announce, post)


@shared_task
def announce_pending():
    """Finds what a lost task left."""
    for post in _waiting()[:100]:
        run_logged(following.announce, post)


def _waiting():
    posts = Post.objects.filter(approved=True, announced_at=None)
    return posts.filter(topic__approved=True).select_related("topic__forum", "poster")
