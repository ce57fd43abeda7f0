"""Themes in the admin: read by members and editors, changed by members."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from feedback.enums import Status
from feedback.models import Need, Theme
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.taxonomy import RegionalCenterFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsnippets_feedback_need:list")
THEMES = reverse("wagtailsnippets_feedback_need:themes")


@pytest.fixture
def theme():
    return Theme.objects.create(name_en="Gardens", name_es="Huertos")


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def put(theme, *needs):
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(theme=theme)


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("who", "reads", "renames"),
    [("working_group", 200, 200), ("editor", 200, 302), ("moderator", 302, 302), (None, 302, 302)],
)
def test_who_may_see_and_who_may_rename(client, theme, who, reads, renames):
    client.force_login(UserFactory(**{who: True} if who else {}))
    assert client.get(THEMES).status_code == reads
    edit = reverse("wagtailsnippets_feedback_need:theme", args=[theme.pk])
    assert client.get(edit).status_code == renames
    client.post(edit, {"name_en": "Changed", "name_es": "Cambiado"})
    assert (Theme.objects.get().name_en == "Changed") is (who == "working_group")


def test_the_page_says_what_each_adds_up_to(client, member, theme):
    region = RegionalCenterFactory(name="Central Valley")
    needs = [make_need(region=region), make_need(spanish=True, region=region), make_need()]
    put(theme, *needs, make_need(Status.DECLINED))
    make_need()
    page = client.get(THEMES)
    row = " ".join(BeautifulSoup(page.content, "html.parser").select_one(".themes tbody tr").get_text(" ").split())
    assert f"{theme.pk} · Gardens 3 3" in row
    assert "Central Valley (2)" in row
    assert "English (2)" in row and "Spanish (1)" in row
    assert "1 open need in no theme" in words(page)


def test_names_are_asked_for_in_both_languages(client, member, theme):
    edit = reverse("wagtailsnippets_feedback_need:theme", args=[theme.pk])
    response = client.post(edit, {"name_en": "School gardens", "name_es": ""})
    assert response.status_code == 422
    assert "School gardens" in response.content.decode()
    assert client.post(edit, {"name_en": "School gardens", "name_es": "Huertos"}).url == THEMES
    assert Theme.objects.get().is_named


def test_the_list_is_narrowed_to_a_theme_which_is_a_tab_then(client, member, theme):
    inside, outside = make_need(), make_need()
    put(theme, inside)
    page = client.get(LIST, {"theme": theme.pk})
    assert list(page.context["object_list"]) == [inside]
    tab = BeautifulSoup(page.content, "html.parser").select_one(".queue-views [aria-current]")
    assert " ".join(tab.get_text().split()) == "Gardens 1"
    assert list(client.get(LIST, {"theme": "none"}).context["object_list"]) == [outside]
    assert "Gardens" in words(client.get(LIST))
    for wrong in ("x", "99999", "9" * 30):
        assert client.get(LIST, {"theme": wrong}).status_code == 200


def test_many_are_moved_at_once_and_one_on_its_screen(client, member, theme):
    needs = [make_need(), make_need()]
    chosen = [f"{need.pk}:{need.version}" for need in needs]
    bulk = reverse("wagtailsnippets_feedback_need:bulk")
    client.post(bulk, {"action": "theme", "need": chosen, "theme": theme.pk})
    assert list(Need.objects.values_list("theme", "theme_kept")) == [(theme.pk, True)] * 2
    screen = reverse("wagtailsnippets_feedback_need:inspect", args=[needs[0].pk])
    assert "Theme: Gardens" in words(client.get(screen))
    client.post(screen, {"action": "theme", "theme": "", "expected_version": needs[0].version + 1})
    assert Need.objects.get(pk=needs[0].pk).theme is None


@pytest.mark.once
def test_the_page_asks_as_much_for_fifty_themes_as_for_one(client, member, theme):
    put(theme, make_need())

    def grow():
        for number in range(20):
            put(Theme.objects.create(name_en=f"Theme {number}", name_es=f"Tema {number}"), make_need())

    assert_flat(lambda: client.get(THEMES), grow)
