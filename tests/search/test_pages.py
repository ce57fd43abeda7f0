"""Pages as editors change them: what is not public is nowhere in the answers."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from cms import searchable
from cms.resources.models import ResourcePage
from cms.resources.searchable import ResourceSource
from cms.summit.models import Facilitator, Material
from search.models import SearchEntry
from tests.factories.pages import ResourcePageFactory, SessionPageFactory, StandardPageFactory, text, translate
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import run_waiting

SECRET = "xylophone"


@pytest.fixture
def secret(db):
    page = ResourcePageFactory(title="Music for all", body=text(f"<p>Play the {SECRET}.</p>"))
    run_waiting()
    return page


def unpublish(page):
    page.unpublish()


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_parent_private(page):
    make_private(page.get_parent())


def delete(page):
    page.delete()


def delete_parent(page):
    page.get_parent().delete()


def move_below_private(page):
    private = StandardPageFactory()
    make_private(private)
    page.move(private, pos="last-child")


def rewrite(page):
    page.body = text("<p>Play the piano.</p>")
    page.save_revision().publish()


@pytest.mark.parametrize(
    "hide", [unpublish, make_private, make_parent_private, delete, delete_parent, move_below_private, rewrite]
)
def test_what_editors_hide_is_gone_at_once(secret, titles, nowhere, hide):
    assert titles(SECRET) == ["Music for all"]
    hide(ResourcePage.objects.get(pk=secret.pk))
    assert nowhere(SECRET)
    run_waiting()
    assert nowhere(SECRET)


def test_what_lies_below_a_page_made_private_is_gone_at_once(titles, nowhere):
    parent = StandardPageFactory(title="Parent")
    StandardPageFactory(title=f"Child {SECRET}", parent=StandardPageFactory(title="Between", parent=parent))
    run_waiting()
    assert titles(SECRET) == [f"Child {SECRET}"]
    make_private(parent)
    assert nowhere(SECRET)
    run_waiting()
    assert not SearchEntry.objects.filter(title__contains=SECRET).exists()


def test_what_is_shown_again_is_found_again(secret, titles, nowhere):
    make_private(secret)
    run_waiting()
    assert nowhere(SECRET)
    PageViewRestriction.objects.get().delete()
    run_waiting()
    assert titles(SECRET) == ["Music for all"]


def test_a_draft_and_an_unpublished_change_are_not_found(secret, nowhere):
    ResourcePageFactory(draft=True, title="Accordion draft")
    secret.title = "Accordion change"
    secret.save_revision()
    run_waiting()
    assert nowhere("accordion")


def test_an_unpublished_translation_is_not_found(secret, titles, nowhere):
    copy = translate(secret, publish=False, title="Marimba para todos")
    run_waiting()
    assert nowhere("marimba")
    copy.get_latest_revision().publish()
    run_waiting()
    assert titles("marimba", "es") == ["Marimba para todos"]


def test_an_expired_page_is_not_found_before_anyone_unpublishes_it(nowhere, titles):
    with time_machine.travel("2026-09-01T12:00:00Z", tick=False):
        ResourcePageFactory(title=SECRET, expire_at=timezone.now() + timedelta(hours=1))
        run_waiting()
        assert titles(SECRET) == [SECRET]
    with time_machine.travel("2026-09-01T13:00:01Z", tick=False):
        assert nowhere(SECRET)


def test_what_was_hidden_behind_the_back_of_all_signals_is_not_shown(secret, nowhere):
    ResourcePage.objects.filter(pk=secret.pk).update(live=False)
    assert SearchEntry.objects.filter(title="Music for all").exists()
    assert nowhere(SECRET)
    run_waiting()
    assert not SearchEntry.objects.filter(title="Music for all").exists()


def test_a_page_is_found_by_the_names_of_its_topics_in_its_language(titles):
    topic = TopicFactory(name="Stargazing")
    ResourcePageFactory(title="Night sky", topics=[topic])
    run_waiting()
    assert titles("stargazing") == ["Night sky"]
    topic.name = "Moonwatching"
    topic.save()
    run_waiting()
    assert titles("moonwatching") == ["Night sky"]


def test_an_excerpt_of_a_session_speaks_the_language_of_its_page_only(ask):
    topic = TopicFactory(name="Naranja first", es="Naranja primero")
    page = SessionPageFactory(title="A table", summary="")
    for each in (page, translate(page, title="Una mesa", slug="una-mesa", summary="")):
        each.topics = [topic]
        each.facilitators = [Facilitator(name="Ana", organization="Naranja School", organization_es="Escuela Naranja")]
        each.materials = [
            Material(title="Naranja slides", language="en", url="https://example.org/1"),
            Material(title="Láminas naranja", language="es", url="https://example.org/2"),
        ]
        each.save_revision().publish()
    run_waiting()
    english, spanish = _excerpts(ask, "naranja")
    assert english.endswith("Naranja School · Naranja slides · Naranja first")
    assert spanish.endswith("Escuela Naranja · Láminas naranja · Naranja primero")


def test_who_made_a_resource_is_named_in_the_language_of_its_page_only(ask):
    names = {"author_organization": "Naranja Office", "author_organization_es": "Oficina Naranja"}
    translate(ResourcePageFactory(title="A guide", summary="", **names), title="Una guía", slug="una-guia")
    run_waiting()
    english, spanish = _excerpts(ask, "naranja")
    assert ("Naranja Office" in english, "Oficina" in english) == (True, False)
    assert ("Oficina Naranja" in spanish, "Office" in spanish) == (True, False)


def test_a_resource_is_found_by_what_it_is_in_the_language_of_its_page(titles):
    form = ResourcePageFactory(title="Who does what", resource_type="template")
    translate(form, title="Quién hace qué", slug="quien-hace-que")
    ResourcePageFactory(title="How we began", resource_type="report")
    run_waiting()
    assert titles("template") == ["Who does what"]
    assert titles("plantilla", "es") == ["Quién hace qué"]


def test_points_of_a_list_do_not_run_into_one_another_in_an_excerpt(ask):
    body = text("<h2>Bring</h2><ul><li>an agenda</li><li>a Naranja</li></ul><p>That is all. Really.</p>")
    ResourcePageFactory(title="A guide", summary="", body=body)
    run_waiting()
    (found,) = ask("naranja").context["results"]
    assert "Bring · an agenda · a <mark>Naranja</mark> · That is all. Really." in found.excerpt


def _excerpts(ask, text):
    """Of the first result in each language, without its marks."""
    found = [ask(text, language).context["results"][0].excerpt for language in ("en", "es")]
    return [re.sub("<[^>]+>", "", each) for each in found]


def test_a_topic_that_loses_its_spanish_name_finds_nothing_by_it_any_more(titles):
    topic = TopicFactory(name="Stargazing")
    spanish = topic.copy_for_translation(Locale.objects.get(language_code="es"))
    spanish.name = "Mirar estrellas"
    spanish.save()
    translate(ResourcePageFactory(title="Night sky", topics=[topic]), title="De noche")
    run_waiting()
    assert titles("estrellas", "es") == ["De noche"]
    spanish.delete()
    run_waiting()
    assert titles("estrellas", "es") == []


def test_a_new_slug_above_gives_new_addresses_below(db):
    parent = StandardPageFactory(title="Parent", slug="before")
    StandardPageFactory(title="Child", slug="child", parent=parent)
    run_waiting()
    parent.slug = "after"
    parent.save_revision().publish()
    run_waiting()
    assert SearchEntry.objects.get(title="Child").url.endswith("/after/child/")


def test_a_page_published_in_a_transaction_that_fails_leaves_nothing(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        ResourcePageFactory(title=SECRET)
        raise RuntimeError
    run_waiting()
    assert not SearchEntry.objects.filter(title=SECRET).exists()


def test_one_page_has_one_entry_however_often_it_is_saved(secret):
    for _ in range(3):
        secret.save_revision().publish()
    run_waiting()
    assert SearchEntry.objects.filter(kind="resource", object_id=secret.pk).count() == 1


class OnlyForReaders(ResourceSource):
    """A type of pages with a rule of its own."""

    def public(self):
        return super().public().exclude(title__startswith="Music")


def test_a_page_type_may_hide_more_than_others(secret, titles, monkeypatch):
    ResourcePageFactory(title="Another", body=text(f"<p>The {SECRET}.</p>"))
    run_waiting()
    assert sorted(titles(SECRET)) == ["Another", "Music for all"]
    monkeypatch.setitem(searchable._sources, "resource", OnlyForReaders())
    assert titles(SECRET) == ["Another"]
