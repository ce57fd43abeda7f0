"""A browser, the site behind it, and people who use it."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from .visitor import Visitor

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser(chromium_path):
    """Not longer than these tests: its loop runs in this thread, where others would find it."""
    from playwright.sync_api import sync_playwright  # only where there is a browser for it

    # Beside that loop Django has another connection; this one would be ended with the database that is brought back.
    connection.close()
    # The tests look into the database beside that loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visitor(browser, live_server, settings, request):
    """Call it with a language: somebody new at the site. What each of them sees is kept when the test fails."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    contexts = []

    def arrive(language="en", **screen):
        contexts.append(browser.new_context(base_url=live_server.url, locale=language, **screen))
        contexts[-1].set_default_timeout(15_000)
        return Visitor(contexts[-1].new_page())

    yield arrive
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False):
            folder = Path(django_settings.VAR_DIR, "screenshots")
            folder.mkdir(exist_ok=True)
            context.pages[-1].screenshot(path=folder / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
