"""Addresses are plain letters, in Spanish too: they can be typed, read out and pasted into a mail."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import TranslationCreator

from tests.factories.pages import ResourcePageFactory, locale

pytestmark = pytest.mark.django_db


def test_a_draft_with_an_accented_title_has_a_plain_address():
    page = ResourcePageFactory(title="Guía de bienestar para el año")
    assert page.slug == "guia-de-bienestar-para-el-ano"


def test_a_translation_typed_with_accents_gets_a_plain_address():
    page = ResourcePageFactory(title="Guide", slug="guide", summary="")
    TranslationCreator(user=None, target_locales=[locale("es")]).create_translations(page)
    translation = Translation.objects.get()
    segment = translation.source.stringsegment_set.get(string__data="guide")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=locale("es"), data="guía-del-año"
    )
    translation.save_target()
    assert translation.get_target_instance().slug == "guia-del-ano"


def test_an_address_typed_with_accents_loses_them():
    page = ResourcePageFactory(slug="guía-del-año")
    assert page.slug == "guia-del-ano"
    assert page.url.endswith("/guia-del-ano/")


def test_an_address_that_is_taken_without_accents_is_taken_with_them():
    ResourcePageFactory(slug="guia")
    with pytest.raises(ValidationError) as refused:
        ResourcePageFactory(slug="guía")
    assert list(refused.value.message_dict) == ["slug"]
