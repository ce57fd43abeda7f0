"""What Wagtail has only in English, or in words of its own, comes from locale/wagtail."""

from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_localize
from django.conf import settings
from django.utils.translation import gettext, override

CATALOG = settings.BASE_DIR / "locale/wagtail/es/LC_MESSAGES/django.po"


def test_every_string_is_still_one_of_wagtails():
    folders = [Path(package.__file__).parent for package in (wagtail, wagtail_localize)]
    catalogs = [file for folder in folders for file in folder.rglob("locale/*/LC_MESSAGES/django.po")]
    known = {entry.msgid for file in catalogs if file.parts[-3] in ("en", "es") for entry in polib.pofile(str(file))}
    assert {entry.msgid for entry in polib.pofile(str(CATALOG))} - known == set()


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Locale", "Idioma"),
        ("You have <span>unsaved edits</span>", "Tiene <span>cambios sin guardar</span>"),
        ("Show filters", "Mostrar filtros"),
    ],
)
def test_a_language_is_not_called_a_region_and_people_are_addressed_as_usted(english, spanish):
    with override("es"):
        assert gettext(english) == spanish
