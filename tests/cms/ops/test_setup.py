"""Setting up, and loading sample content, may run again and again."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site, Workflow, WorkflowPage

from cms.advisory.models import BoardUpdatePage
from cms.core.models import FAQPage, HomePage, Publication, RegionReview, StandardPage
from cms.ops.management.commands import load_demo
from cms.resources.models import ResourcePage
from cms.summit.models import SessionPage, SummitPage
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic

pytestmark = pytest.mark.django_db

TREE = {
    "/en/",
    "/en/resources/",
    "/en/summit/",
    "/en/boards/",
    "/en/faq/",
    "/en/contact/",
    "/es/",
    "/es/recursos/",
    "/es/cumbre/",
    "/es/consejos/",
    "/es/preguntas-mas-frecuentes/",
    "/es/contacto/",
}


def setup():
    call_command("setup_commons", verbosity=0)


def snapshot():
    return list(
        Page.objects.order_by("path").values_list("path", "title", "slug", "translation_key", "latest_revision")
    )


def test_a_new_installation_has_its_tree_in_both_languages():
    assert set(Page.objects.filter(depth__gt=1).values_list("url_path", flat=True)) == TREE
    for page in Page.objects.filter(depth__gt=1, locale__language_code="en"):
        assert page.get_translations().live().count() == 1


def test_the_site_stands_where_the_environment_says(settings):
    settings.BASE_URL = "https://commons.example.org"
    setup()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("commons.example.org", 443)
    assert isinstance(site.root_page.specific, HomePage)


def test_the_word_lists_have_both_languages_with_one_key():
    for model, number in ((Topic, 10), (Audience, 7), (Strategy, 5), (RegionalCenter, 8)):
        english = model.objects.source()
        spanish = model.objects.filter(locale__language_code="es")
        assert english.count() == number
        assert set(english.values_list("translation_key")) == set(spanish.values_list("translation_key"))


def test_the_review_in_two_steps_is_the_only_workflow_and_covers_everything():
    workflow = Workflow.objects.get(active=True)
    assert workflow.name == "Review / Revisión"
    assert WorkflowPage.objects.get().page.is_root()
    assert [type(task.specific) for task in workflow.tasks] == [RegionReview, Publication]


def test_setting_up_again_changes_nothing_that_was_edited():
    FAQPage.objects.filter(locale__language_code="en").update(title="Ask us", slug="ask-us")
    Topic.objects.source().filter(slug="mental-health").update(name="Wellness")
    Workflow.objects.filter(active=True).update(name="Two pairs of eyes")
    before = snapshot()
    setup()
    assert snapshot() == before
    assert Topic.objects.source().get(slug="mental-health").name == "Wellness"
    assert Workflow.objects.get(active=True).name == "Two pairs of eyes"


def test_sample_content_is_refused_where_it_does_not_belong(settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="Sample content and its accounts belong on a demo"):
        call_command("load_demo", verbosity=0)


@pytest.fixture
def demo(settings, monkeypatch):
    """Only the pages: what people and needs bring is tested beside them."""

    settings.DEMO = True
    every = list(load_demo.modules_named("demo.load"))
    pages = {"core", "resources", "summit", "advisory", "contact"}
    ours = [(app, module) for app, module in every if app.label in pages]
    monkeypatch.setattr(load_demo, "modules_named", lambda name: iter(ours))
    with time_machine.travel(datetime(2026, 11, 20, 18, tzinfo=UTC), tick=True):
        call_command("load_demo", verbosity=0)
        yield


def test_the_demo_is_there_once_and_editors_keep_what_they_did(demo):
    edited = ResourcePage.objects.filter(locale__language_code="en").first()
    edited.title = "Edited"
    edited.save_revision().publish()
    StandardPage.objects.get(slug="privacy").delete()
    before = snapshot()

    call_command("load_demo", verbosity=0)

    assert snapshot() == before


def test_the_demo_has_what_a_visitor_should_find_half_of_it_in_spanish(demo):
    english = {"locale__language_code": "en"}
    assert ResourcePage.objects.filter(**english).count() >= 30
    assert ResourcePage.objects.filter(resource_type="webinar", **english).count() == 6
    assert SessionPage.objects.filter(**english).count() >= 12
    assert {page.starts_at.date().day for page in SessionPage.objects.all()} == {10, 11}
    assert SummitPage.objects.filter(**english).coming().year == 2027
    assert SummitPage.objects.filter(**english).latest_held().year == 2026
    assert BoardUpdatePage.objects.filter(**english).values("path").count() >= 4

    spanish = ResourcePage.objects.filter(locale__language_code="es")
    assert spanish.count() >= 15
    for page in spanish:
        assert page.live
        assert page.latest_revision_id == page.live_revision_id is not None
        assert page.alias_of_id is None
        assert list(page.topics.values_list("slug")) == list(page.get_translations().first().topics.values_list("slug"))


def test_every_demo_page_answers_and_its_links_lead_somewhere(demo, client):
    inside, addresses = set(), {page.url for page in Page.objects.live().filter(depth__gt=1)}
    for url in sorted(addresses):
        response = client.get(url)
        assert response.status_code == 200, url
        inside |= set(re.findall(r'<a [^>]*href="(/[^"#?]*)', response.content.decode()))
    broken = [url for url in sorted(inside - addresses) if client.get(url).status_code >= 400]
    assert broken == []
