"""What follows when a post can be read: by its first publication, or again after a check."""

from cms.jobs import enqueue_on_commit
from forums.forum_conversation.models import Post

from . import following


def publish(post: Post) -> None:
    """Whoever writes in a topic follows it; whoever follows it is told, once."""
    if post.poster:
        following.follow(post.topic, post.poster)
    if not post.announced_at:
        enqueue_on_commit("forums.tasks.announce", post.pk)
