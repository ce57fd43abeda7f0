"""What the libraries say in Spanish: as usted. What they lack or say otherwise is in locale/wagtail."""

import re
from pathlib import Path

import allauth
import django
import machina
import mptt
import polib
import pytest
import wagtail
import wagtail_localize
import wagtailmedia
from django import contrib
from django.conf import settings
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation.trans_real import DjangoTranslation

OURS = settings.BASE_DIR / "locale/wagtail/es/LC_MESSAGES"
ADMIN = [wagtail, wagtail_localize, wagtailmedia, contrib, mptt]  # those whose own screens are used
SITE = [allauth, machina]
# Words that are said only to someone called tú. "Cambia", "publica" and the like are also said of a third person.
TU = re.compile(
    r"\b(tú|tus?|ti|te|contigo|tuy[oa]s?|eres|has \w+[ai]do|estás|estés|puedes|puedas|tienes|tengas|quieres"
    r"|debes|necesitas|deseas|podrás|serás|hayas|olvidaste|sabes|escribe|pulsa|selecciona|introduce|elige|inténtalo"
    r"|déjala|asegúrate|corrígelos|créalas|guárdalos|no te)\b",
    re.IGNORECASE,
)


def library_catalogs(domain, language="es", libraries=ADMIN):
    folders = [Path(*library.__path__) for library in libraries]
    return [file for folder in folders for file in folder.rglob(f"locale/{language}/LC_MESSAGES/{domain}.po")]


def entries(domain, libraries=ADMIN):
    """Every translated string of the libraries, once."""
    found = {}
    for file in library_catalogs(domain, libraries=libraries):
        found |= {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(file)).translated_entries()}
    return found.values()


def shown(entry):
    if entry.msgid_plural:
        return " / ".join(ngettext(entry.msgid, entry.msgid_plural, number) for number in (1, 2))
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_is_still_one_of_the_libraries(domain):
    files = [file for language in ("en", "es") for file in library_catalogs(domain, language, [*ADMIN, *SITE, django])]
    known = {entry.msgid for file in files for entry in polib.pofile(str(file))}
    assert {entry.msgid for entry in polib.pofile(str(OURS / f"{domain}.po"))} - known == set()


@pytest.mark.parametrize("libraries", [ADMIN, SITE], ids=["the admin", "the site"])
def test_no_library_calls_anybody_tu(libraries):
    with override("es"):
        said = {entry.msgid: shown(entry) for entry in entries("django", libraries)}
    assert {english: text for english, text in said.items() if english != text and TU.search(text)} == {}


def test_the_scripts_of_the_admin_call_nobody_tu():
    folders = [str(Path(file).parents[2]) for file in library_catalogs("djangojs")]
    spoken = DjangoTranslation("es", domain="djangojs", localedirs=folders)
    familiar = {entry.msgid: spoken.gettext(entry.msgid) for entry in entries("djangojs") if not entry.msgid_plural}
    assert {english: text for english, text in familiar.items() if TU.search(text)} == {}


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
