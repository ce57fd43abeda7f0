"""Who may do what here."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy

WORK_QUEUE = "feedback.work_queue"


def may_work_queue(user):
    return user.is_active and user.has_perm(WORK_QUEUE)


def queue_workers():
    """Everyone who may: by a group, by themselves, or as administrators."""
    app, codename = WORK_QUEUE.split(".")
    given = Permission.objects.filter(content_type__app_label=app, codename=codename)
    allowed = Q(is_superuser=True) | Q(user_permissions__in=given) | Q(groups__permissions__in=given)
    return get_user_model().objects.filter(allowed, is_active=True).distinct().order_by("display_name")


class QueuePolicy(BasePermissionPolicy):
    """Whoever may work the queue sees every need; needs are made and changed by actions, not by Wagtail's forms."""

    def user_has_permission(self, user, action):
        return action == "view" and may_work_queue(user)

    def users_with_any_permission(self, actions):
        return queue_workers() if "view" in actions else get_user_model().objects.none()
