"""People of every kind, and the forums they may or may not see."""

import pytest
from django.contrib.auth.models import AnonymousUser

from forums.forum_permission.models import UserForumPermission
from tests.factories.accounts import UserFactory
from tests.factories.forums import forum

PEOPLE = {
    "anonymous": None,
    "member": {},
    "community": {"cop": True},
    "working_group": {"working_group": True},
    "moderator": {"moderator": True},
    "editor": {"editor": True},
    "admin": {"admin": True},
}


@pytest.fixture
def sign_in(client):
    """Sign in as one of PEOPLE and give the user."""

    def do(kind):
        if PEOPLE[kind] is None:
            client.logout()
            return AnonymousUser()
        user = UserFactory(**PEOPLE[kind])
        client.force_login(user)
        return user

    return do


@pytest.fixture
def public_forum(db):
    return forum("peer-learning")


@pytest.fixture
def private_forum(db):
    return forum("rtac-community-of-practice")


@pytest.fixture
def read_first(public_forum):
    """Makes the public forum one where members are read before publishing."""
    permissions = UserForumPermission.objects.filter(forum=public_forum, authenticated_user=True)
    permissions.filter(permission__codename="can_post_without_approval").delete()
    return public_forum
