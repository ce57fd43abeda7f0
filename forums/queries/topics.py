"""Lists of topics, and what a member has not read of them: newer than the marks, and than the account."""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from cms.accounts.models import User
from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.forum_tracking.models import ForumReadTrack, TopicReadTrack

Reader = User | AnonymousUser

MARKS = {
    "topic_mark": lambda user: TopicReadTrack.objects.filter(user=user, topic=OuterRef("pk")),
    "forum_mark": lambda user: ForumReadTrack.objects.filter(user=user, forum=OuterRef("forum")),
}


SHOWN = [
    "created",
    "subject",
    "slug",
    "language",
    "type",
    "status",
    "posts_count",
    "last_post",
    "last_post_on",
    "forum",
]
NAMES = {"writer_name": F("poster__display_name"), "last_writer_name": F("last_post__poster__display_name")}


def with_shown(topics: "QuerySet[Topic]") -> "QuerySet[Topic]":
    """With all that a row shows besides its forum, and no more, in one query."""
    return topics.select_related(None).only(*SHOWN).annotate(**NAMES)


@cache
def approved_topics() -> "QuerySet[Topic]":
    """To be narrowed by `in_forums`, for a list in the order of an index.

    Asked for the plain keys of the forums, SQLite reads all of their topics and sorts them, to show five.
    This and what is made of it is put together once per process: that takes as long as to ask the database.
    """
    place = ExpressionWrapper(F("forum_id") + 0, output_field=IntegerField())
    return Topic.objects.filter(approved=True).alias(place=place)


@cache
def latest_topics() -> "QuerySet[Topic]":
    """`with_shown`, those with the newest message first."""
    return with_shown(approved_topics().order_by("-last_post_on", "-pk"))


def in_forums(topics: "QuerySet[Topic]", forums: Iterable[Forum]) -> "QuerySet[Topic]":
    return topics.filter(place__in=[forum.pk for forum in forums])


def set_forums(topics: Iterable[Topic], forums: Iterable[Forum]) -> None:
    """The forums are known before their topics: no topic has to ask for its own."""
    by_key = {forum.pk: forum for forum in forums}
    for topic in topics:
        topic.forum = by_key[topic.forum_id]


def with_marks(topics: "QuerySet[Topic]", user: Reader) -> "QuerySet[Topic]":
    """Topics that know, without a query of their own, when the user has read them."""
    if not user.is_authenticated:
        return topics
    marks = {name: Subquery(tracks(user).values("mark_time")[:1]) for name, tracks in MARKS.items()}
    return topics.annotate(**marks)


def is_unread(topic: Topic, user: Reader) -> bool:
    """For a topic `with_marks`."""
    if not (user.is_authenticated and topic.last_post_on):
        return False
    return all(topic.last_post_on > mark for mark in (user.date_joined, topic.topic_mark, topic.forum_mark) if mark)


def unread_among(topics: Iterable[Topic], user: Reader) -> set[int]:
    return {topic.pk for topic in topics if is_unread(topic, user)}


def unread(topics: "QuerySet[Topic]", user: User) -> "QuerySet[Topic]":
    """Those of `topics` that the user has not read."""
    newer = Q(last_post_on__gt=user.date_joined)
    for name in MARKS:
        newer &= Q(**{f"{name}__isnull": True}) | Q(last_post_on__gt=F(name))
    return with_marks(topics, user).filter(newer)


def forums_with_unread(forums: Iterable[Forum], user: Reader) -> set[int]:
    """The keys of those of `forums` that hold an unread topic."""
    if not user.is_authenticated:
        return set()
    topics = Topic.objects.filter(forum=OuterRef("pk"), approved=True).order_by()
    keys = [forum.pk for forum in forums]
    return set(Forum.objects.filter(Exists(unread(topics, user)), pk__in=keys).order_by().values_list("pk", flat=True))
