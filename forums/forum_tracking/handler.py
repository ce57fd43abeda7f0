"""What a member has not read yet: newer than the marks of the topic and of its forum, and than the account."""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from machina.core.db.models import get_model

ForumReadTrack = get_model("forum_tracking", "ForumReadTrack")
TopicReadTrack = get_model("forum_tracking", "TopicReadTrack")
Topic = get_model("forum_conversation", "Topic")

MARKS = {
    "topic_mark": lambda user: TopicReadTrack.objects.filter(user=user, topic=OuterRef("pk")),
    "forum_mark": lambda user: ForumReadTrack.objects.filter(user=user, forum=OuterRef("forum")),
}


def with_marks(topics, user):
    """Topics that know, without a query of their own, when the user has read them."""
    if not user.is_authenticated:
        return topics
    marks = {name: Subquery(tracks(user).values("mark_time")[:1]) for name, tracks in MARKS.items()}
    return topics.annotate(**marks)


def is_unread(topic, user):
    """For a topic `with_marks`."""
    if not (user.is_authenticated and topic.last_post_on):
        return False
    return all(topic.last_post_on > mark for mark in (user.date_joined, topic.topic_mark, topic.forum_mark) if mark)


def unread_among(topics, user):
    return {topic.pk for topic in topics if is_unread(topic, user)}


def unread(topics, user):
    """Those of `topics` that the user has not read, as a queryset."""
    newer = Q(last_post_on__gt=user.date_joined)
    for name in MARKS:
        newer &= Q(**{f"{name}__isnull": True}) | Q(last_post_on__gt=F(name))
    return with_marks(topics, user).filter(newer)


class TrackingHandler:
    """The part of machina's that our pages use."""

    def __init__(self, request=None):
        self.request = request

    def get_unread_forums_from_list(self, user, forums):
        """The pks of those of `forums` that hold an unread topic."""
        if not user.is_authenticated:
            return set()
        topics = Topic.objects.filter(forum__in=[forum.pk for forum in forums], approved=True).order_by()
        return set(unread(topics, user).values_list("forum_id", flat=True).distinct())

    def mark_forums_read(self, forums, user):
        _mark(ForumReadTrack, user, forum_id=[forum.pk for forum in forums])
        TopicReadTrack.objects.filter(topic__forum__in=[forum.pk for forum in forums], user=user).delete()

    def mark_topic_read(self, topic, user):
        _mark(TopicReadTrack, user, topic_id=[topic.pk])


def _mark(model, user, **pks):
    """Set the marks to now, whether they exist or not, in one statement."""
    [(name, values)] = pks.items()
    rows = [model(user=user, mark_time=timezone.now(), **{name: value}) for value in values]
    unique = ["user", name.removesuffix("_id")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["mark_time"])
