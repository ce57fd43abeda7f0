"""Editors translate a page in the translation editor; what was translated elsewhere can be handed to it."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.accounts.groups import EDITORS
from cms.core.domain.translation_import import import_translation
from cms.core.models import FAQPage
from cms.resources.models import ResourcePage
from tests.factories.accounts import UserFactory
from tests.factories.pages import FAQPageFactory, ResourceIndexPageFactory, ResourcePageFactory, locale, text, translate
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db

ENGLISH = '<h2>Meet</h2><p>Ask <a href="/en/suggest/">for it</a>.</p><ul><li>One</li><li>Two</li></ul>'
SPANISH = '<h2>Reúnanse</h2><p>Pídalo <a href="/es/sugerir/">aquí</a>.</p><ul><li>Uno</li><li>Dos</li></ul>'


@pytest.fixture
def editor(client, django_user_model):
    person = UserFactory()
    person.groups.add(django_user_model.groups.field.related_model.objects.get(name=EDITORS))
    client.force_login(person)
    return client


def submit(client, page):
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale("es").pk]})


def test_translate_this_page_opens_a_draft_in_the_editor_and_nothing_is_public_before(editor, client):
    topic = TopicFactory()
    page = ResourcePageFactory(title="Guide", slug="guide", topics=[topic], region=RegionalCenterFactory())
    response = submit(editor, page)
    spanish = ResourcePage.objects.get(translation_key=page.translation_key, locale=locale("es"))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    assert not spanish.live
    assert "wagtail-localize" in editor.get(response.url).content.decode()
    assert (list(spanish.topics.all()), spanish.region) == ([topic], page.region)
    client.logout()
    assert client.get("/es/recursos/guide/").status_code == 404


def test_a_finished_translation_is_published_with_its_own_address(editor, client, django_capture_on_commit_callbacks):
    page = ResourcePageFactory(title="Guide", slug="guide", summary="Short.", topics=[TopicFactory()])
    submit(editor, page)
    translation = Translation.objects.get()
    words = {"Guide": "Guía", "guide": "guia", "Short.": "Breve."}
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=locale("es"), data=words[segment.string.data]
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    client.logout()
    html = client.get("/es/recursos/guia/").content.decode()
    assert "<h1>Guía</h1>" in html
    assert "Breve." in html
    assert translation.get_target_instance().topics.count() == 1


def test_an_adopted_translation_comes_out_of_the_editor_as_it_went_in():
    ResourceIndexPageFactory()
    page = ResourcePageFactory(title="Guide", slug="guide", body=text(ENGLISH))
    spanish = translate(page, title="Guía", slug="guia", summary="Para qué sirve.", body=text(SPANISH))
    assert import_translation(page, spanish)
    Translation.objects.get().save_target(publish=True)
    spanish = ResourcePage.objects.get(pk=spanish.pk)
    assert (spanish.title, spanish.slug, spanish.summary) == ("Guía", "guia", "Para qué sirve.")
    assert str(spanish.body[0].value.source) == SPANISH


def test_an_answer_keeps_its_key_when_a_page_of_questions_is_translated(editor):
    items = [{"question": f"Question {number}?", "answer": "<p>Yes.</p>"} for number in (1, 2)]
    page = FAQPageFactory(groups=[("group", {"title": "Families", "items": items})])
    page.refresh_from_db()
    submit(editor, page)
    Translation.objects.get().save_target(publish=True)
    spanish = FAQPage.objects.get(translation_key=page.translation_key, locale=locale("es"))
    keys = [[item.id for item in each.groups[0].value["items"].bound_blocks] for each in (page, spanish)]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 2


def test_pages_of_different_structure_are_not_adopted():
    page = ResourcePageFactory(body=text(ENGLISH))
    spanish = translate(page, title="Otro", body=text("<p>Solo uno</p>"))
    assert not import_translation(page, spanish)
    assert not Translation.objects.exists()
