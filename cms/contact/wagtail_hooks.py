from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .models import ContactMessage
from .viewsets import ContactMessageViewSet


class MessagesArriveByTheForm(ModelPermissionPolicy):
    """Not even an administrator writes one: all its fields but the tick are read-only."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"add"})


register_permission_policy(ContactMessage, MessagesArriveByTheForm(ContactMessage))
register_snippet(ContactMessageViewSet)
