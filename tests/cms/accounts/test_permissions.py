"""What a person may do is what Django says, asked for once."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission

from cms.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("traits", [{}, {"editor": True, "moderator": True}, {"admin": True}, {"is_active": False}])
def test_permissions_are_those_of_the_person_and_of_all_groups(traits):
    person = UserFactory(**traits)
    person.user_permissions.add(Permission.objects.get(codename="view_queue"))
    person, same = (User.objects.get(pk=person.pk) for _ in range(2))
    assert person.get_all_permissions() == ModelBackend().get_all_permissions(same)
    assert person.has_perm("feedback.view_queue") is person.is_active


def test_they_are_asked_for_once(django_assert_num_queries):
    person = User.objects.get(pk=UserFactory(editor=True).pk)
    with django_assert_num_queries(1):
        assert person.has_perm("wagtailadmin.access_admin")
        assert not person.has_perm("feedback.work_queue")
        assert person.get_all_permissions()


def test_nobody_has_none_and_a_single_row_gives_none():
    person = UserFactory(editor=True)
    assert AnonymousUser().get_all_permissions() == set()
    assert person.get_all_permissions(obj=person) == set()
