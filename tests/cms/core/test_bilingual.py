"""Names and materials that a page does not translate."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.core.bilingual import language_note, name_in
from cms.summit.models import Facilitator, Material
from tests.factories.pages import ResourcePageFactory, SessionPageFactory, translate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "spanish", "shown"),
    [
        ("en", "Oficina", "Office <b>"),
        ("es", "Oficina", "Oficina"),
        ("es", "", '<span lang="en">Office &lt;b&gt;</span>'),
    ],
)
def test_a_name_is_said_in_spanish_or_marked_as_english(language, spanish, shown):
    with override(language):
        assert name_in("Office <b>", spanish) == shown


@pytest.mark.parametrize(
    ("language", "languages", "note"),
    [
        ("es", ["en"], "(en inglés)"),
        ("es", ["en", "es"], ""),
        ("en", ["es"], "(in Spanish)"),
        ("es", ["hy"], "(en otro idioma)"),
        ("es", [], ""),
    ],
)
def test_a_link_says_when_it_leads_to_another_language(language, languages, note):
    with override(language):
        assert language_note(languages) == note


def test_a_resource_in_spanish_names_its_maker_and_says_the_material_is_in_english(client):
    page = ResourcePageFactory(
        author_organization="Resources Working Group",
        author_organization_es="Grupo de Trabajo de Recursos",
        external_url="https://example.org/tool",
    )
    page.languages.create(language="en")
    html = client.get(translate(page).url).content.decode()
    assert "Grupo de Trabajo de Recursos" in html
    assert "Resources Working Group" not in html
    assert "(en inglés)" in html
    assert "(in English)" not in client.get(page.url).content.decode()


def test_a_session_in_spanish_marks_the_material_in_english(client):
    page = SessionPageFactory()
    page.facilitators = [Facilitator(name="Ana", role="educator", organization="Low Oak", organization_es="Encino")]
    page.materials = [Material(title="The Slides", url="https://example.org/slides")]
    page.save()
    html = client.get(translate(page).url).content.decode()
    assert '<span lang="en">The Slides</span> (en inglés)' in html
    assert "Encino" in html


def test_a_student_is_named_without_a_school():
    with pytest.raises(ValidationError, match="without a school"):
        Facilitator(name="Devon", role="student", organization="Poppy High").clean()
    Facilitator(name="Walt", role="educator", organization="Poppy High").clean()
