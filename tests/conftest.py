"""What every test finds: a migrated and provisioned database, empty caches, a media folder of its own."""

import gc
import os
from contextlib import ExitStack

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from cms.caching import backends, versions
from cms.meaning.queries import nearest
from search import spelling
from search.backends import values
from tests.plugins.templates import making, template

LONG = {"e2e", "services", "test_random_walk", "test_never_wrong", "test_bitmaps", "test_page_queries"}
# The suite walks the same ways each time, fewer on PostgreSQL; HYPOTHESIS_PROFILE=long looks for new ones.
hypothesis_settings.register_profile(
    "suite",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=8 if connection.vendor == "sqlite" else 4,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
hypothesis_settings.register_profile(
    "long",
    hypothesis_settings.get_profile("suite"),
    derandomize=False,
    max_examples=1000,
    stateful_step_count=60,
    print_blob=True,
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# The collector looked through half a million objects that stay until the end: a sixth of the time of the suite.
gc.disable()

DATABASES = {"db", "transactional_db", "django_db_setup"}  # the fixtures that give one

# Folders and files of what is written for each database, or locks, or has querysets of the site that a test evaluates;
# so is what asks the `engine`.
DIFFER = {
    "caching",
    "jobs",
    "queries",
    "services",
    "test_near",
    "test_never_a_leak",
    "test_spelling",
    "test_suggestions",
}

pytest_plugins = ["tests.plugins.tasks", "tests.plugins.servers", "tests.plugins.statements"]


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, worker_id, tmp_path_factory):
    """A copy of the template database for this process, in the state a new installation has."""
    made, name = template(), database_name(worker_id, tmp_path_factory)
    with django_db_blocker.unblock():
        with making():
            made.make()
            made.create(name)
        connection.close()
        connection.settings_dict["NAME"] = django_settings.DATABASES["default"]["NAME"] = name
        call_command("setup_commons", verbosity=0)
        made.keep(name)
    # A test that commits ends with a flush, which would take the provisioned rows: bring all back instead.
    TransactionTestCase._fixture_teardown = lambda case: made.restore(name)
    yield made
    with django_db_blocker.unblock():
        made.drop(name)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Every test of the module begins with the content of the demo. For `usefixtures` of a whole module."""

    def load():
        with override_settings(DEMO=True, SEARCH_LOG_DAYS=400):
            call_command("load_demo", verbosity=0)

    name = connection.settings_dict["NAME"]
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(django_db_setup.holding(name, "demo", load))
        yield
        with django_db_blocker.unblock():
            stack.close()


def database_name(worker, tmp_path_factory):
    if connection.vendor == "sqlite":
        return str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    return f"test_commons_{worker}_{os.getpid()}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test that is given no database (pytest-django lets it use none) needs to run beside one of them only; what
    commits, asks the search engine, or is of a place where they differ, runs on both.

    The long ones begin: one that begins last keeps a single processor busy.
    """
    places = {item: {*item.path.parts, item.path.stem} for item in items}
    items.sort(key=lambda item: not LONG & places[item])
    for item in items:
        mark = item.get_closest_marker("django_db")
        if not mark and not DATABASES & set(item.fixturenames):
            item.add_marker("once")
        elif DIFFER & places[item] or "engine" in item.fixturenames or (mark and mark.kwargs.get("transaction")):
            item.add_marker("both")


def pytest_collection_finish():
    """From here on it looks at what tests leave behind, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    gc.enable()


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        call_command("compilepo", verbosity=0)


@pytest.fixture(autouse=True)
def _own_surroundings(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = "cms.mail.outbox.OutboxBackend"  # the test runner would go past the rows
    for cache in caches.all(initialized_only=True):
        cache.clear()
    for breaker in (backends.redis, versions.breaker):
        monkeypatch.setattr(breaker, "resting_until", 0)  # another test may have met a dead cache
    settings.MEANING_DIR = tmp_path / "meaning"
    monkeypatch.setattr(nearest, "_mapped", {})
    monkeypatch.setattr(nearest, "_copies", {})  # a test that is undone gives its keys to the next
    monkeypatch.setattr(spelling, "_copies", [])
    monkeypatch.setattr(values, "_kept", [])
    with translation.override("en"):
        yield
