"""Who may do what here."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import BasePermissionPolicy

from cms.accounts.models import User

from .models import Comment

WORK_QUEUE = "feedback.work_queue"
VIEW_QUEUE = "feedback.view_queue"
MODERATE_COMMENTS = "feedback.moderate_comments"
COMMENT_EDITABLE = timedelta(minutes=30)  # after that, others have read it and may have answered
RECORD_MEETINGS = "feedback.record_meetings"
IMPORT_FINDINGS = "feedback.import_findings"


def may_work_queue(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(WORK_QUEUE)


def may_read_queue(user: User | AnonymousUser) -> bool:
    return may_work_queue(user) or (user.is_active and user.has_perm(VIEW_QUEUE))


def may_record_meetings(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(RECORD_MEETINGS)


def may_import_findings(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(IMPORT_FINDINGS)


def queue_workers() -> QuerySet[User]:
    return _holders(WORK_QUEUE)


def queue_readers() -> QuerySet[User]:
    return _holders(WORK_QUEUE, VIEW_QUEUE)


def _holders(*permissions: str) -> QuerySet[User]:
    """Everyone who may: by a group, by themselves, or as administrators."""
    codenames = [permission.removeprefix("feedback.") for permission in permissions]
    given = Permission.objects.filter(content_type__app_label="feedback", codename__in=codenames)
    allowed = Q(is_superuser=True) | Q(user_permissions__in=given) | Q(groups__permissions__in=given)
    return User.objects.filter(allowed, is_active=True).distinct().order_by("display_name")


def may_edit_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    return may_withdraw_comment(user, comment) and timezone.now() - comment.submit_date <= COMMENT_EDITABLE


def may_withdraw_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    return comment.is_shown and _is_author(user, comment)


def may_moderate_comments(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(MODERATE_COMMENTS)


def may_queue_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    return comment.is_shown and may_work_queue(user)


def may_report_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    return may_like_comment(user, comment)


def may_like_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    return comment.is_shown and user.is_authenticated and not _is_author(user, comment)


def _is_author(user: User | AnonymousUser, comment: Comment) -> bool:
    return user.is_authenticated and comment.user_id == user.pk


class MeetingPolicy(BasePermissionPolicy):
    """Whoever reads the queue reads what was said at meetings; some enter it."""

    def user_has_permission(self, user, action):
        return may_record_meetings(user) if action in ("add", "change") else action == "view" and may_read_queue(user)

    def users_with_any_permission(self, actions):
        return _holders(RECORD_MEETINGS) if set(actions) & {"add", "change"} else queue_readers()


class FindingsPolicy(BasePermissionPolicy):
    """Whoever reads the queue sees what was imported."""

    def user_has_permission(self, user, action):
        return may_import_findings(user) if action == "add" else action == "view" and may_read_queue(user)

    def users_with_any_permission(self, actions):
        return _holders(IMPORT_FINDINGS) if "add" in actions else queue_readers()


class QueuePolicy(BasePermissionPolicy):
    """Whoever may read the queue sees every need; needs are made and changed by actions, not by Wagtail's forms."""

    def user_has_permission(self, user, action):
        return action == "view" and may_read_queue(user)

    def users_with_any_permission(self, actions):
        return queue_readers() if "view" in actions else User.objects.none()
