"""One change at a time in a forum: its counters are counted anew with each, and a topic is saved as a whole."""

from machina.core.db.models import get_model

Forum = get_model("forum", "Forum")
Topic = get_model("forum_conversation", "Topic")
Post = get_model("forum_conversation", "Post")


def take_turn(*forums):
    """Wait until nobody else changes these forums; holds until the transaction ends."""
    list(Forum.objects.select_for_update().filter(pk__in=[forum.pk for forum in forums]).order_by("pk"))


def fresh(topic, *more_forums):
    """The topic as it is now that it is our turn; Topic.DoesNotExist if it went while we waited."""
    take_turn(topic.forum, *more_forums)
    return Topic.objects.select_related("forum").get(pk=topic.pk)


def fresh_post(post):
    """The same for a post: one that went meanwhile must not come back by being saved."""
    topic = fresh(post.topic)
    post = Post.objects.get(pk=post.pk)
    post.topic = topic
    return post
