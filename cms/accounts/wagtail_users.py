"""People in Wagtail's admin: by address and display name, since ours have no first and last names."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.accounts.viewsets.PeopleViewSet"
