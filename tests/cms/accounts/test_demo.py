import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from cms import celery
from cms.accounts import demo_guard
from cms.accounts.demo import ADMIN, PASSWORD, SHOWN, load
from cms.accounts.models import User
from cms.ops.demo import Context
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def load_people():
    context = Context()
    load.load(context)
    return context.people


def errors():
    return [error.id for error in run_checks(tags=[Tags.database], databases=["default"])]


def test_demo_people_have_their_groups_regions_and_languages(demo):
    people = load_people()
    assert set(SHOWN) <= set(people)
    described = {
        key: (set(people[key].groups.values_list("name", flat=True)), people[key].language, people[key].is_superuser)
        for key in SHOWN
    }
    assert described == {
        "editor": ({"Editors"}, "en", False),
        "working-group": ({"Working Group", "Community of Practice"}, "en", False),
        "moderator": ({"Moderators"}, "en", False),
        "reader": (set(), "es", False),
        "admin": (set(), "en", True),
    }
    assert people["working-group"].region.slug == "central-valley"


@pytest.mark.parametrize("key", SHOWN)
def test_demo_account_signs_in(demo, client, key):
    email = load_people()[key].email
    assert client.post("/en/accounts/login/", {"login": email, "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" in client.session


def test_loading_again_changes_nothing_that_was_edited(demo):
    people = load_people()
    User.objects.filter(pk=people["reader"].pk).update(display_name="Edited")
    people["editor"].delete()
    again = load_people()
    assert again["reader"].display_name == "Edited"
    assert "editor" not in again


def test_table_shows_the_accounts_and_the_password(demo):
    load_people()
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines() if "@" in line] == [
        f"{key}@demo.example" for key in SHOWN
    ]
    assert PASSWORD in out.getvalue()


def test_without_demo_no_password_is_known(settings):
    settings.DEMO = False
    people = load_people()
    assert not any(user.has_usable_password() for user in people.values())
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo_accounts")


def test_public_site_refuses_active_demo_accounts(settings):
    settings.DEMO = False
    UserFactory(email="person@demo.example.org")
    assert errors() == []
    demo_guard.refuse_demo_accounts()
    UserFactory(email=ADMIN["email"])
    assert errors() == ["accounts.E001"]
    with pytest.raises(ImproperlyConfigured, match="admin@demo.example"):
        demo_guard.refuse_demo_accounts()
    with pytest.raises(SystemExit, match="admin@demo.example"):
        celery.refuse_demo_accounts()


def test_demo_may_have_them(demo):
    load_people()
    assert errors() == []
    demo_guard.refuse_demo_accounts()


def test_closing_the_accounts_lets_the_site_go_public(settings, client):
    settings.DEMO = True
    load_people()
    settings.DEMO = False
    call_command("demo_accounts", close=True, stdout=StringIO())
    assert errors() == []
    client.post("/en/accounts/login/", {"login": ADMIN["email"], "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def start(folder, **environment):
    """Loads the production settings in a process of its own; gives what it says in its last line."""
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "VAR_DIR": str(folder),
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "commons.example",
        "BASE_URL": "https://commons.example",
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    } | environment
    code = "import django; django.setup(); print('started')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=project.BASE_DIR, capture_output=True, text=True
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({}, "started"),
        ({"SECRET_KEY": ""}, "Set SECRET_KEY to at least 50 random characters"),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY to at least 50 random characters"),
        ({"DEMO": "1"}, "DEMO has known passwords"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"BASE_URL": "http://commons.example"}, "BASE_URL must start with https://"),
    ],
)
def test_production_settings_refuse_what_is_unsafe(tmp_path, environment, answer):
    assert answer in start(tmp_path, **environment)
