"""One change at a time in a forum: its counters are counted anew with each, and a topic is saved as a whole."""

from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic


def lock_forums(*forums: Forum) -> None:
    """Wait until nobody else changes these forums; holds until the transaction ends."""
    list(Forum.objects.select_for_update().filter(pk__in=[forum.pk for forum in forums]).order_by("pk"))


def lock_topic(topic: Topic, *more_forums: Forum) -> Topic:
    """The topic as it is once its forum is locked; Topic.DoesNotExist if it went while we waited."""
    lock_forums(topic.forum, *more_forums)
    return Topic.objects.select_related("forum").get(pk=topic.pk)


def lock_post(post: Post) -> Post:
    """The same for a post: one that went meanwhile must not come back by being saved."""
    topic = lock_topic(post.topic)
    post = Post.objects.get(pk=post.pk)
    post.topic = topic
    return post
