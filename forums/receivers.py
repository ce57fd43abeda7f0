"""What happens by itself when a post can be read."""

from django.dispatch import receiver

from cms.jobs import enqueue_on_commit

from .domain import following
from .signals import post_published


@receiver(post_published, dispatch_uid="forums.follow_and_announce")
def follow_and_announce(sender, post, **kwargs):
    """Whoever writes in a topic follows it; whoever follows it is told."""
    if post.poster:
        following.follow(post.topic, post.poster)
    if not post.announced_at:
        enqueue_on_commit("forums.tasks.announce", post.pk)
