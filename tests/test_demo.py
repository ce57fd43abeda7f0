"""The demo of all apps together; what each of them loads is tested beside it."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import F
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def rows():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_loading_the_demo_again_changes_nothing(settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    edited = Page.objects.live().filter(depth__gt=3).first()
    Page.objects.filter(pk=edited.pk).update(title="Edited by hand")
    before = rows()

    call_command("load_demo", verbosity=0)

    assert rows() == before
    assert Page.objects.get(pk=edited.pk).title == "Edited by hand"


def test_editors_find_the_demo_pages_under_the_titles_they_have(settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    assert not Page.objects.exclude(draft_title=F("title")).exclude(depth=1).values_list("title", "draft_title")
