"""The design system keeps its promises: icons exist, errors sit by their fields, pages keep their filters."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import override

from cms.core.templatetags.commons import TONES, half_stars, initials, page_query, tone
from cms.resources.templatetags.resources import DOORS
from tests.markup import squeeze

ROOT = Path(settings.BASE_DIR)
USED = re.compile(r"""{% icon ["']([\w-]+)["']|icon=["']([\w-]+)["']""")


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", help_text="Short.")
    agree = forms.BooleanField(label="I agree", required=False)
    side = forms.ChoiceField(label="Side", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def sprite_icons():
    return set(re.findall(r'id="([\w-]+)"', (ROOT / "static/icons/sprite.svg").read_text()))


def parts_of_the_sheet():
    return re.findall(r'url\("([\w-]+)\.css"\)', (ROOT / "static/css/site.css").read_text())


def test_every_icon_a_template_names_is_in_the_sprite():
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    ours = [text for text in texts if "wagtailadmin" not in text]  # the admin has icons of its own
    used = {first or second for text in ours for first, second in USED.findall(text)}
    assert used - sprite_icons() == set()


def test_the_sprite_holds_exactly_the_vendored_icons():
    assert sprite_icons() == {path.stem for path in (ROOT / "static/vendor/lucide").glob("*.svg")}


def test_style_sheets_use_only_tokens_that_exist():
    css = "".join((ROOT / f"static/css/{name}.css").read_text() for name in parts_of_the_sheet())
    assert set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+):", css)) == set()


def test_a_failed_form_says_what_is_wrong_at_the_top_and_beside_the_field():
    html = squeeze(render_to_string("components/form.html", {"form": NoteForm({"text": ""})}))
    assert '<a href="#id_text"><strong>Note</strong>This field is required.</a>' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'id="id_text_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_of_errors_leads_to_the_first_radio_button():
    html = squeeze(render_to_string("components/form.html", {"form": NoteForm({"text": "x"})}))
    target = re.search(r'<a href="#(\w+)"><strong>Side', html)[1]
    assert f'id="{target}"' in html


def test_only_optional_fields_are_marked_and_a_tick_box_never_is():
    form = NoteForm()
    form.fields["side"].required = False
    assert render_to_string("components/form.html", {"form": form}).count("(optional)") == 1


def test_pagination_keeps_the_other_parameters(rf):
    context = {"request": rf.get("/", {"q": "niños", "page": "2"}), "page_obj": Paginator(range(100), 10).page(2)}
    html = render_to_string("components/pagination.html", context)
    assert 'href="?q=ni%C3%B1os&amp;page=3"' in html


def test_page_query_without_a_request_names_only_the_page():
    assert page_query({}, 4) == "?page=4"


def test_what_is_fixed_is_made_once_in_each_language_and_shows_nothing_of_the_page():
    template = Template(
        '{% load commons i18n %}{% fixed %}{% translate "Search" %}{{ secret }}{% endfixed %}{{ secret }}'
    )
    for secret in ("a", "b"):
        assert template.render(Context({"secret": secret})) == f"Search{secret}"
        with override("es"):
            assert template.render(Context({"secret": secret})) == f"Buscar{secret}"


def test_what_is_captured_can_be_shown_twice_and_stays_escaped_once():
    template = Template("{% load commons %}{% captured as name %}<b>{{ who }}</b>{% endcaptured %}{{ name }}{{ name }}")
    assert template.render(Context({"who": "A & B"})) == "<b>A &amp; B</b>" * 2


def test_stars_are_said_in_words():
    with override("es"):
        html = render_to_string("components/stars.html", {"average": 4.25, "count": 1})
    assert "4.3 de 5 estrellas" in html
    assert "1 calificación" in html


@pytest.mark.parametrize(("average", "halves"), [(None, 0), (0.2, 0), (2.5, 5), (4.3, 9), (9, 10)])
def test_stars_are_shown_by_halves(average, halves):
    assert half_stars(average) == halves


@pytest.mark.parametrize(
    ("name", "letters"), [("Rosa Martínez", "RM"), ("Lee", "L"), ("Ana de la Torre", "AT"), ("", "?"), (None, "?")]
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_name_keeps_its_colour_from_one_start_of_the_site_to_the_next():
    names = ["Rosa Martínez", "Lee", "Ana de la Torre", "Ben Okafor"]
    assert [tone(name) for name in names] == ["ocean", "sage", "poppy", "gold"]


def test_names_are_spread_over_all_colours():
    assert {tone(f"Person {number}") for number in range(50)} == set(TONES)


def test_what_every_page_loads_leaves_room_for_its_words():
    """No page may need more than 150 kB without its images; this is counted before any compression."""
    shared = [f"css/{name}.css" for name in parts_of_the_sheet()] + [
        "js/site.js",
        "js/menus.js",
        "js/once.js",
        "icons/sprite.svg",
        "img/logo.svg",
    ]
    shared.append("vendor/atkinson-hyperlegible-next/digital-commons-next-wght-normal.woff2")
    assert sum((ROOT / "static" / path).stat().st_size for path in shared) < 95_000


@pytest.mark.django_db
@pytest.mark.parametrize("demo", [True, False])
def test_a_demonstration_says_that_its_people_are_invented(client, settings, demo):
    settings.DEMO = demo
    assert ("here are invented" in client.get("/en/").content.decode()) is demo


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_home_page_has_a_door_for_families_educators_and_students(client, language):
    html = client.get(f"/{language}/").content.decode()
    ways = re.findall(r'<a class="card__link" href="([^"]+\?audience=[a-z]+)"', html)
    assert [way.rpartition("=")[2] for way in ways] == ["families", "educators", "students"]
    assert [client.get(way).status_code for way in ways] == [200, 200, 200]


def test_every_door_leads_to_people_the_site_knows():
    terms = (ROOT / "cms/taxonomy/terms/audiences.toml").read_text()
    assert [door["audience"] for door in DOORS if f'slug = "{door["audience"]}"' not in terms] == []
