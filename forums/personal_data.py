"""What a person wrote, follows and has read in the forums."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.records import Column, Erased, Records, fields, not_exported, of_account, register

from .forum_conversation.models import Post, Topic
from .forum_permission.handler import PermissionHandler
from .forum_tracking.models import ForumReadTrack, TopicReadTrack


def _followed(user: User) -> Iterable[Topic]:
    """Those they may read at present: a subject may have changed since they could."""
    readable = [forum.pk for forum in PermissionHandler().readable_by(user)]
    return Topic.objects.filter(subscribers=user, approved=True, forum__in=readable).order_by("pk")


def _state(post: Post) -> Any:
    if post.approved:
        return _("Published")
    return _("Not published") if post.rejected_at else _("Waiting for a moderator")


register(
    Records(
        "topics",
        _("Conversations you started"),
        of_account(lambda user: Topic.objects.filter(poster=user).order_by("pk")),
        fields(Topic, subject=_("Subject"), language=_("Language"), created=_("Date")),
        Erased.UNSIGNED,
        keys=("forum_conversation.Topic.poster",),
    ),
    Records(
        "posts",
        _("What you wrote in the forums"),
        of_account(lambda user: Post.objects.filter(poster=user).order_by("pk")),
        (
            *fields(Post, subject=_("Subject")),
            Column("content", _("Text"), lambda post: post.content.raw, is_written=True),
            *fields(Post, language=_("Language"), created=_("Date"), updated=_("Changed")),
            Column("state", _("State"), lambda post: str(_state(post))),
        ),
        Erased.UNSIGNED,
        keys=("forum_conversation.Post.poster",),
    ),
    Records(
        "followed_topics",
        _("Conversations you follow"),
        of_account(_followed),
        fields(Topic, subject=_("Subject")),
        Erased.DELETED,
        keys=("forum_conversation.Topic.subscribers",),
    ),
    Records(
        "read_topics",
        _("When you last read conversations"),
        of_account(lambda user: TopicReadTrack.objects.filter(user=user).order_by("pk")),
        (Column("topic", _("Number"), lambda mark: mark.topic_id), *fields(TopicReadTrack, mark_time=_("Date"))),
        Erased.DELETED,
        keys=("forum_tracking.TopicReadTrack.user",),
    ),
    Records(
        "read_forums",
        _("When you last read forums"),
        of_account(lambda user: ForumReadTrack.objects.filter(user=user).order_by("pk")),
        (Column("forum", _("Number"), lambda mark: mark.forum_id), *fields(ForumReadTrack, mark_time=_("Date"))),
        Erased.DELETED,
        keys=("forum_tracking.ForumReadTrack.user",),
    ),
)
not_exported("Who changed a message last, which may be somebody else's.", "forum_conversation.Post.updated_by")
not_exported("What an administrator allowed; it goes with the account.", "forum_permission.UserForumPermission.user")
not_exported("How many messages somebody wrote, counted by the library.", "forum_member.ForumProfile.user")
not_exported("There are no polls here.", "forum_polls.TopicPollVote.voter")
