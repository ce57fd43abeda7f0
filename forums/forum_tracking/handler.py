"""What a member has not read yet: one subquery each for the mark of the topic and of its forum."""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from machina.core.db.models import get_model

ForumReadTrack = get_model("forum_tracking", "ForumReadTrack")
TopicReadTrack = get_model("forum_tracking", "TopicReadTrack")
Topic = get_model("forum_conversation", "Topic")


def unread(topics, user):
    """Those of `topics` with a post newer than what the user has seen; what is older than the account is not."""
    if not user.is_authenticated:
        return topics.none()
    marks = {
        "topic_mark": TopicReadTrack.objects.filter(user=user, topic=OuterRef("pk")),
        "forum_mark": ForumReadTrack.objects.filter(user=user, forum=OuterRef("forum")),
    }
    marks = {name: Subquery(tracks.values("mark_time")[:1]) for name, tracks in marks.items()}
    newer = Q(last_post_on__gt=user.date_joined)
    for name in marks:
        newer &= Q(**{f"{name}__isnull": True}) | Q(last_post_on__gt=F(name))
    return topics.annotate(**marks).filter(newer)


class TrackingHandler:
    """The part of machina's that our pages use."""

    def __init__(self, request=None):
        self.request = request

    def get_unread_topics(self, topics, user):
        """The pks of the unread among `topics`."""
        pks = [topic.pk for topic in topics]
        if not (user.is_authenticated and pks):
            return set()
        return set(unread(Topic.objects.filter(pk__in=pks).order_by(), user).values_list("pk", flat=True))

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
        if user.is_authenticated and unread(Topic.objects.filter(pk=topic.pk), user).exists():
            _mark(TopicReadTrack, user, topic_id=[topic.pk])


def _mark(model, user, **pks):
    """Set the marks to now, whether they exist or not, in one statement."""
    [(name, values)] = pks.items()
    rows = [model(user=user, mark_time=timezone.now(), **{name: value}) for value in values]
    unique = ["user", name.removesuffix("_id")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["mark_time"])
