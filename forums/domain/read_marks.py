"""What a member has read up to now."""

from collections.abc import Iterable

from django.utils import timezone

from cms.accounts.models import User
from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.forum_tracking.models import ForumReadTrack, TopicReadTrack


def mark_forums_read(forums: Iterable[Forum], user: User) -> None:
    forums, now = list(forums), timezone.now()
    marks = [ForumReadTrack(user=user, forum=forum, mark_time=now) for forum in forums]
    ForumReadTrack.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["user", "forum"], update_fields=["mark_time"]
    )
    TopicReadTrack.objects.filter(topic__forum__in=forums, user=user).delete()


def mark_topic_read(topic: Topic, user: User) -> None:
    mark = TopicReadTrack(user=user, topic=topic, mark_time=timezone.now())
    TopicReadTrack.objects.bulk_create(
        [mark], update_conflicts=True, unique_fields=["user", "topic"], update_fields=["mark_time"]
    )
