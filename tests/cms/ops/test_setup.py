"""Setting up, and loading sample content, may run again and again."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site, Workflow, WorkflowPage

from cms.core.models import FAQPage, HomePage, Publication, RegionReview
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
