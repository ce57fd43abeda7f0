"""What a person may do, asked for once."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission

from .models import User


class PermissionsBackend(ModelBackend):
    """Own permissions and those of the groups in one query: Django's two are part of nearly every page of a member."""

    def get_user(self, user_id: Any) -> User | None:
        """With the profile that every page of the admin asks for its language."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{app}.{name}" for app, name in self._permissions(user_obj)}
        return user_obj._perm_cache

    def _permissions(self, user: User) -> Any:
        if user.is_superuser:
            return _names(Permission.objects.all())
        return _names(self._get_user_permissions(user)).union(_names(self._get_group_permissions(user)))


def _names(permissions: Any) -> Any:
    return permissions.order_by().values_list("content_type__app_label", "codename")
