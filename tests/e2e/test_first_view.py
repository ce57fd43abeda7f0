"""The first view of a page on a phone with a slow line: little to fetch, and nothing that moves when it has come."""

import pytest
from django.contrib.staticfiles import handlers
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from cms.settings import base
from tests.benchmarks.first_view import PHONE, PLACES, Files, addresses, view

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.usefixtures("demo"),
    pytest.mark.xdist_group("demo"),
]


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """A server with its files as in production: joined, named by what is in them, compressed, kept by browsers."""
    settings.DEMO, settings.STATIC_ROOT, settings.STORAGES = True, tmp_path, base.STORAGES
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", verbosity=0, interactive=False)
    monkeypatch.setattr(handlers, "StaticFilesHandler", lambda handler: handler)  # WhiteNoise hands them out
    server = LiveServer("localhost")
    yield server.url
    server.stop()


def test_a_first_view_is_light_and_stays_where_it_is_and_the_next_fetches_only_itself(browser, site, subtests):
    """In one, since it is the demo's content that is weighed, and loading it takes long."""
    for language in PLACES:
        for name, path in addresses(site, language):
            with subtests.test(f"{name} {language}"):
                seen = view(browser, site + path)
                assert len(seen.files) <= 8, seen.files
                assert len(seen.files) == len(set(seen.files)), seen.files
                assert seen.kilobytes <= 60
                assert seen.moved <= 0.02
                assert seen.paint > 0
    with subtests.test("the next page"):
        assert files_of_the_next_page(browser, site) == [f"{site}/en/resources/"]


def files_of_the_next_page(browser, site):
    context = browser.new_context(**PHONE)
    page, files = context.new_page(), Files()
    page.goto(f"{site}/en/", wait_until="networkidle")
    files.listen(context.new_cdp_session(page))
    page.goto(f"{site}/en/resources/", wait_until="networkidle")
    context.close()
    return list(files.asked.values())
