"""A resource, its translations and its neighbors."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from cms.resources.models import ResourceLanguage
from tests.factories.pages import ResourcePageFactory, grow, translate
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory
from tests.markup import squeeze
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


def html(client, page):
    return squeeze(client.get(page.url).content.decode())


def test_it_shows_where_it_comes_from_and_leads_to_the_original(client):
    center = RegionalCenterFactory(name="North", es="Norte")
    page = ResourcePageFactory(
        author_organization="County Office",
        publication_year=2025,
        external_url="https://www.example.org/a",
        region=center,
    )
    shown = html(client, page)
    assert "County Office" in shown
    assert "2025" in shown
    assert 'href="https://www.example.org/a"' in shown
    assert "North" in shown
    assert "Norte" in html(client, translate(page, title="Otro"))


def test_a_page_without_terms_has_no_empty_panel_for_them(client):
    panel = '<div class="panel panel--sunken">'
    assert panel not in html(client, ResourcePageFactory())
    assert html(client, ResourcePageFactory(topics=[TopicFactory()])).count(panel) == 1


def test_a_live_translation_is_offered_in_its_own_language(client):
    page = ResourcePageFactory(title="Guide")
    spanish = translate(page, title="Guía", slug="guia")
    assert f'<a href="{spanish.url}" lang="es" hreflang="es">También en español: Guía</a>' in html(client, page)
    assert f'<a href="{page.url}" lang="en" hreflang="en">Also in English: Guide</a>' in html(client, spanish)


def test_an_unpublished_translation_is_not_mentioned(client):
    page = ResourcePageFactory()
    translate(page, publish=False, title="Secreto", slug="secreto")
    shown = html(client, page)
    assert "También en español" not in shown
    assert "secreto" not in shown
    assert 'hreflang="es"' not in shown.partition("</head>")[0]


def test_related_resources_share_a_topic_and_the_language(client):
    topic, other = TopicFactory(), TopicFactory()
    page = ResourcePageFactory(topics=[topic])
    near = ResourcePageFactory(title="Near", topics=[topic, other])
    ResourcePageFactory(title="Leak other topic", topics=[other])
    ResourcePageFactory(title="Leak draft", topics=[topic], live=False)
    private = ResourcePageFactory(title="Leak private", topics=[topic])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    translate(near, title="Leak language")
    response = client.get(page.url)
    assert [card["title"] for card in response.context["related"]] == ["Near"]
    assert "Leak" not in response.content.decode()


def test_topics_lead_to_the_narrowed_catalog(client):
    topic = TopicFactory(name="Health", slug="health", es="Salud")
    page = ResourcePageFactory(topics=[topic])
    assert '<a class="chip" href="/en/resources/?topic=health">Health</a>' in html(client, page)
    spanish = translate(page, title="Otro")
    assert '<a class="chip" href="/es/recursos/?topic=health">Salud</a>' in html(client, spanish)


def test_a_translation_has_the_taxonomy_of_its_source_and_follows_it():
    first, second = TopicFactory(), TopicFactory()
    page = ResourcePageFactory(topics=[first])
    spanish = translate(page, title="Otro")
    assert list(spanish.topics.all()) == [first]

    page.topics = [second]
    page.save_revision().publish()

    spanish.refresh_from_db()
    assert list(type(spanish).objects.get(pk=spanish.pk).topics.all()) == [second]


@pytest.mark.once
def test_it_needs_the_same_queries_among_many_resources(client):
    topic = TopicFactory()
    page = ResourcePageFactory(topics=[topic])
    near = ResourcePageFactory(topics=[topic])
    made = grow(near, 9)
    through = type(page).topics.through

    def relate(pages):
        through.objects.bulk_create(through(resourcepage=each, topic=topic) for each in pages)

    relate(made)
    assert_flat(lambda: client.get(page.url), lambda: relate(grow(near, 90)))


@pytest.mark.parametrize("year", [1899, 2028, 20255])
@time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC))
def test_a_year_of_publication_no_material_can_have_is_refused(year):
    ResourcePageFactory(publication_year=2027)
    with pytest.raises(ValidationError) as refused:
        ResourcePageFactory(publication_year=year)
    assert list(refused.value.message_dict) == ["publication_year"]


def test_the_way_to_a_resource_and_its_key_facts_are_in_one_block(client):
    page = ResourcePageFactory(external_url="https://example.org/kit", author_organization="PTA", publication_year=2026)
    block = re.search(r'<section class="panel key-facts".*?</section>', html(client, page), re.S)[0]
    for words in ("Open the resource", "Opens another site", "example.org", "PTA", "2026"):
        assert words in block


def test_spanish_readers_are_told_that_the_material_is_in_english(client):
    page = ResourcePageFactory(external_url="https://example.org/kit")
    page.languages.add(ResourceLanguage(language="en"))
    page.save_revision().publish()
    assert "Opens another site</span>" in html(client, page)
    assert "Abre otro sitio (en inglés)" in html(client, translate(page, title="Guía", slug="guia"))


def test_a_resource_without_an_address_leads_nowhere_else(client):
    assert "Opens another site" not in html(client, ResourcePageFactory(external_url=""))
