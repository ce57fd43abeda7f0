"""The sample conversations, at the times they are said to have been written. Nobody is told of them; two wait."""

from django.utils import timezone

from feedback.domain import signals
from forums.domain import following
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic


def load(context):
    forums = {forum.key: forum for forum in Forum.objects.exclude(key=None)}
    for values in context.read(__file__, "forums.toml")["topic"]:
        if context.first_time(f"forum-topic/{values['subject']}"):
            load_topic(forums[values["forum"]], values, context.people)


def load_topic(forum, values, people):
    topic = Topic(forum=forum, poster=people[values["author"]], subject=values["subject"], language=values["language"])
    topic.type, topic.status = Topic.TOPIC_POST, Topic.TOPIC_UNLOCKED
    topic.save()
    posts = [write(topic, each, people[each["author"]]) for each in [values, *values.get("reply", [])]]
    if need := values.get("need"):
        promote(posts[0], need, people[need["by"]])
    Topic.objects.filter(pk=topic.pk).update(created=values["date"])
    Topic.objects.get(pk=topic.pk).update_trackers()


def write(topic, values, author):
    post = Post(topic=topic, poster=author, subject=topic.subject, language=values["language"])
    post.content, post.announced_at = values["body"].strip(), timezone.now()
    post.approved = not values.get("waits", False)
    post.save()
    following.follow(topic, author)
    Post.objects.filter(pk=post.pk).update(created=values["date"], updated=values["date"])
    return post


def promote(post, need, member):
    said = {"text": str(post.content), "language": post.language, "author": post.poster}
    signals.promote_post(post.pk, title=need["title"], by=member, at=need["date"], **said)
