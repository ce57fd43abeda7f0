"""Short ways to the addresses of the forums."""

from django.urls import reverse


def of_forum(forum):
    return forum.get_absolute_url()


def new_topic(forum):
    return reverse("forum_conversation:topic_create", kwargs={"forum_slug": forum.local_slug, "forum_pk": forum.pk})


def in_topic(name, topic, forum=None, **more):
    """`forum` is the one the address claims; by default the topic's own."""
    forum = forum or topic.forum
    kwargs = {"forum_slug": forum.local_slug, "forum_pk": forum.pk, "topic_slug": topic.slug, "topic_pk": topic.pk}
    return reverse(f"forum_conversation:{name}", kwargs=kwargs | more)


def reply(topic, forum=None):
    return in_topic("post_create", topic, forum)


def of_post(name, post, topic=None, forum=None):
    return in_topic(name, topic or post.topic, forum, pk=post.pk)


def of_topic(name, topic, forum=None):
    forum = forum or topic.forum
    kwargs = {"forum_slug": forum.local_slug, "forum_pk": forum.pk, "slug": topic.slug, "pk": topic.pk}
    return reverse(f"forum_conversation:{name}", kwargs=kwargs)


def moderate(name, topic):
    return reverse(f"forum_moderation:{name}", kwargs={"slug": topic.slug, "pk": topic.pk})


def queue(post=None):
    """The moderators' queue, or one post in it."""
    return reverse("moderation:item", args=["forum-post", post.pk]) if post else reverse("moderation:queue")
