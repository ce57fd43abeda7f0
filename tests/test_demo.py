"""The demo of all apps together."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db.models import F
from wagtail.models import Page

from cms.advisory.models import BoardUpdatePage
from cms.core.models import StandardPage
from cms.resources.models import ResourcePage
from cms.summit.models import SessionPage, SummitPage
from search.models import Synonyms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo")]
IN_ENGLISH, IN_SPANISH = {"locale__language_code": "en"}, {"locale__language_code": "es"}


@pytest.fixture(autouse=True)
def _between_two_summits(settings):
    settings.DEMO = True
    with time_machine.travel(datetime(2026, 11, 20, 18, tzinfo=UTC), tick=True):
        yield


def rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_loading_the_demo_again_changes_nothing():
    edited = ResourcePage.objects.filter(**IN_ENGLISH).first()
    edited.title = "Edited"
    edited.save_revision().publish()
    StandardPage.objects.get(slug="privacy").delete()
    before = rows()

    call_command("load_demo", verbosity=0)

    after = rows()
    assert {label: after[label] for label in after if after[label] != before[label]} == {}


def test_it_has_what_a_visitor_should_find_half_of_it_in_spanish():
    assert ResourcePage.objects.filter(**IN_ENGLISH).count() >= 30
    assert ResourcePage.objects.filter(resource_type="webinar", **IN_ENGLISH).count() == 6
    assert SessionPage.objects.filter(**IN_ENGLISH).count() >= 12
    assert {page.starts_at.date().day for page in SessionPage.objects.all()} == {10, 11}
    assert SummitPage.objects.filter(**IN_ENGLISH).coming().year == 2027
    assert SummitPage.objects.filter(**IN_ENGLISH).latest_held().year == 2026
    assert BoardUpdatePage.objects.filter(**IN_ENGLISH).values("path").count() >= 4

    spanish = ResourcePage.objects.filter(**IN_SPANISH)
    assert spanish.count() >= 15
    assert [page.title for page in spanish.filter(live=False)] == [
        "Cómo empezó el huerto de nuestra escuela"
    ]  # offered
    for page in spanish.live():
        assert page.latest_revision_id == page.live_revision_id is not None
        assert page.alias_of_id is None
        assert list(page.topics.values_list("slug")) == list(page.get_translations().first().topics.values_list("slug"))


def test_every_page_answers_and_its_links_lead_somewhere(client):
    inside, addresses = set(), {page.url for page in Page.objects.live().filter(depth__gt=1)}
    for url in sorted(addresses):
        response = client.get(url)
        assert response.status_code == 200, url
        inside |= set(re.findall(r'<a [^>]*href="(/[^"#?]*)', response.content.decode()))
    broken = [url for url in sorted(inside - addresses) if client.get(url).status_code >= 400]
    assert broken == []


def test_editors_find_the_pages_under_the_titles_they_have():
    assert not Page.objects.exclude(draft_title=F("title")).exclude(depth=1).values_list("title", "draft_title")


def test_words_that_mean_the_same_are_as_an_editor_could_have_written_them():
    lines = Synonyms.objects.all()
    assert lines
    for line in lines:
        line.full_clean()
