"""Our checker of permissions says what machina's says of one forum, whatever was granted and refused to whom."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machina.apps.forum_permission.checker import ForumPermissionChecker as MachinaChecker

from forums.forum.models import Forum
from forums.forum_permission.checker import ForumPermissionChecker
from forums.forum_permission.handler import PermissionHandler
from forums.forum_permission.models import ForumPermission, GroupForumPermission, UserForumPermission
from tests.factories.accounts import UserFactory
from tests.queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CODES = ["can_read_forum", "can_edit_own_posts", "can_approve_posts"]
WHOM = ["anonymous", "everyone", "me", "other", "group", "second group"]
said = st.tuples(st.sampled_from(WHOM), st.sampled_from([0, 1, None]), st.sampled_from(CODES), st.booleans())


@pytest.fixture
def people(db):
    UserForumPermission.objects.all().delete()
    GroupForumPermission.objects.all().delete()
    me, groups = UserFactory(), [Group.objects.create(name=name) for name in ("First", "Second")]
    me.groups.set(groups)
    return {"me": me, "other": UserFactory(), "group": groups[0], "second group": groups[1]}


def say(people, whom, forum, code, has_perm):
    where = {"forum": forum, "permission": ForumPermission.objects.get(codename=code), "has_perm": has_perm}
    if "group" in whom:
        GroupForumPermission.objects.create(group=people[whom], **where)
    else:
        flags = {"anonymous_user": whom == "anonymous", "authenticated_user": whom == "everyone"}
        UserForumPermission.objects.create(user=people.get(whom), **flags, **where)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(everything=st.lists(said, max_size=14, unique_by=lambda each: each[:3]))
def test_it_agrees_with_machina_about_each_forum(people, everything):
    forums = list(Forum.objects.all()[:2])
    for whom, place, code, has_perm in everything:
        say(people, whom, None if place is None else forums[place], code, has_perm)
    for user in (people["me"], AnonymousUser()):
        checker = ForumPermissionChecker(user)
        for forum in forums:
            assert checker.get_perms(forum) == set(MachinaChecker(user).get_perms(forum))
    UserForumPermission.objects.all().delete()
    GroupForumPermission.objects.all().delete()


def test_nobody_may_anything_with_a_closed_account_not_even_an_administrator(public_forum):
    gone = [UserFactory(is_active=False), UserFactory(is_active=False, is_superuser=True)]
    for checker in map(ForumPermissionChecker, gone):
        assert checker.get_perms(public_forum) == set()
        assert not checker.has_perm("can_read_forum", public_forum)


def test_an_administrator_may_do_everything_everywhere(private_forum):
    checker = ForumPermissionChecker(UserFactory(admin=True))
    assert "can_approve_posts" in checker.get_perms(private_forum)
    assert checker.has_perm("can_approve_posts", private_forum)


@pytest.mark.parametrize(("user", "number"), [(AnonymousUser, 1), (UserFactory, 2)])
def test_permissions_are_asked_for_once_whatever_is_asked(db, user, number):
    user, forums = user(), list(Forum.objects.all())

    def act():
        handler = PermissionHandler()
        handler.load(forums)
        for forum in forums:
            handler.can_add_topic(forum, user)
            handler.can_lock_topics(forum, user)
        handler.readable_by(user)

    assert len(queries(act)) == number
