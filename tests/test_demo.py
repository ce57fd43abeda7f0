"""The demo as a visitor finds it: every page of it answers, and loading it again changes nothing."""

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Page

# What a second run may touch: the work that the first run left to the worker.
CHANGING = {"sessions.Session", "post_office.Email", "post_office.Log"}


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


def row_counts():
    models = [model for model in apps.get_models() if model._meta.managed and model._meta.label not in CHANGING]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_demo_is_whole_and_loads_once(demo, settings, client, subtests):
    edited = Page.objects.live().filter(depth__gt=3).first()
    Page.objects.filter(pk=edited.pk).update(title="Edited by hand")
    before = row_counts()
    call_command("load_demo", verbosity=0)
    with subtests.test("a second run adds and removes nothing"):
        assert row_counts() == before
    with subtests.test("a second run leaves edits alone"):
        assert Page.objects.get(pk=edited.pk).title == "Edited by hand"
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale").specific()
    assert {page.locale.language_code for page in pages} == {"en", "es"}
    for page in pages:
        with subtests.test(page.url):
            response = client.get(page.url)
            assert response.status_code == 200
            assert f'<html lang="{page.locale.language_code}"' in response.content.decode()
