"""Who may do what in Wagtail's admin: the matrix of groups, as the migration leaves them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories.accounts import UserFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

ROLES = {
    "anonymous": None,
    "member": {},
    "cop": {"cop": True},
    "moderator": {"moderator": True},
    "working_group": {"working_group": True},
    "editor": {"editor": True},
    "admin": {"admin": True},
}
MATRIX = {
    "admin home": {"working_group", "editor", "admin"},
    "create a page": {"working_group", "editor", "admin"},
    "publish a page": {"editor", "admin"},
    "add an image": {"working_group", "editor", "admin"},
    "add a document": {"working_group", "editor", "admin"},
    "edit topics": {"editor", "admin"},
    "edit synonyms": {"editor", "admin"},
    "manage people": {"admin"},
    "manage groups": {"admin"},
}


@pytest.fixture
def page():
    return StandardPageFactory(title="Before", live=False)


def sees(client, name, *args):
    return client.get(reverse(name, args=args)).status_code == 200


def creates(client, page):
    return sees(client, "wagtailadmin_pages:add", "core", "standardpage", page.get_parent().pk)


def publishes(client, page):
    """Posts a draft with the publish button, whatever the page offers."""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {"title": "After", "slug": page.slug, "summary": "x", "body-count": "0", "action-publish": "1"}
    form |= {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    client.post(edit, form)
    return Page.objects.get(pk=page.pk).live


ACTIONS = {
    "admin home": lambda client, page: sees(client, "wagtailadmin_home"),
    "create a page": creates,
    "publish a page": publishes,
    "add an image": lambda client, page: sees(client, "wagtailimages:add"),
    "add a document": lambda client, page: sees(client, "wagtaildocs:add"),
    "edit topics": lambda client, page: sees(client, "wagtailsnippets_taxonomy_topic:add"),
    "edit synonyms": lambda client, page: sees(client, "wagtailsnippets_search_synonyms:add"),
    "manage people": lambda client, page: sees(client, "wagtailusers_users:index"),
    "manage groups": lambda client, page: sees(client, "wagtailusers_groups:index"),
}


@pytest.mark.parametrize("action", MATRIX)
def test_only_these_groups_may(action, page):
    allowed = set()
    for role, traits in ROLES.items():
        Page.objects.filter(pk=page.pk).update(live=False)
        client = Client()
        if traits is not None:
            client.force_login(UserFactory(**traits))
        if ACTIONS[action](client, page):
            allowed.add(role)
    assert allowed == MATRIX[action]


def test_moderators_of_wagtail_have_lost_their_pages():
    moderators = Group.objects.get(name="Moderators")
    assert not moderators.page_permissions.exists()
    assert not moderators.collection_permissions.exists()
    assert not moderators.permissions.filter(content_type__app_label__startswith="wagtail").exists()


@pytest.mark.parametrize(
    ("codename", "name"),
    [
        ("change_contactmessage", "Can change contact message"),
        ("change_sitesettings", "Can change site settings"),
        ("work_queue", "Can work the needs queue"),
    ],
)
def test_a_permission_made_by_a_migration_has_the_name_that_django_would_give_it(codename, name):
    assert Permission.objects.get(codename=codename).name == name


def test_working_group_submits_for_review_instead_of_publishing(page):
    client = Client()
    client.force_login(UserFactory(working_group=True))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html
