"""The public page of a need: one address, what was decided, and nobody's words or name."""

import re

import pytest
from django.utils.text import slugify

from cms.accounts.models import User
from feedback.domain import hiding, merging, moves, pages, suggestions
from feedback.enums import NeedKind, Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import TopicFactory

pytestmark = pytest.mark.django_db


def text_of(client, need, language="en"):
    address = f"/en/needs/{need.number}/{need.slug}/"
    if language == "es":
        address = f"/es/necesidades/{need.number}/{need.slug}/"
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_need_has_an_address_with_its_number_and_title_in_both_languages(client):
    need = make_need(Status.PLANNED, title="¿Una guía para consejos?")
    for address in (
        f"/en/needs/{need.number}/una-guia-para-consejos/",
        f"/es/necesidades/{need.number}/una-guia-para-consejos/",
    ):
        response = client.get(address)
        assert response.status_code == 200
        other = (
            address.replace("/en/needs", "/es/necesidades")
            if "/en/" in address
            else address.replace("/es/necesidades", "/en/needs")
        )
        assert f'href="{other}"' in response.content.decode()


@pytest.mark.parametrize("title", ["日本語", "…", "🙂🙂"])
def test_a_title_without_a_letter_for_addresses_has_an_address_all_the_same(client, title):
    need = make_need(Status.PLANNED, title=title)
    assert need.slug == "need"
    assert title in text_of(client, need)


def test_an_old_or_wrong_slug_leads_to_the_right_address(client):
    need = make_need(Status.PLANNED, title="Home visits")
    response = client.get(f"/es/necesidades/{need.number}/visits/")
    assert (response.status_code, response.url) == (302, f"/es/necesidades/{need.number}/home-visits/")


def test_a_merged_need_leads_to_the_one_it_is_part_of(client):
    last = make_need(Status.PLANNED, title="The last")
    middle = make_need(title="The middle")
    first = make_merged_need(middle, title="The first")
    merging.merge(middle, last, by=None)
    for need in (first, middle):
        response = client.get(f"/en/needs/{need.number}/{need.slug}/")
        assert (response.status_code, response.url) == (302, f"/en/needs/{last.number}/the-last/")
    merging.unmerge(middle, by=None)
    assert client.get(f"/en/needs/{first.number}/the-first/").status_code == 404


def test_what_is_not_public_is_not_found_by_its_right_and_wrong_address(client):
    unseen = make_need(title="Unseen")
    hidden = make_need(Status.PLANNED, title="Hidden")
    hiding.hide(hidden, by=UserFactory(), note="A name")
    merged = make_merged_need(hidden, title="Merged")
    for need in (unseen, hidden, merged):
        for slug in (slugify(need.title), "x"):
            assert client.get(f"/en/needs/{need.number}/{slug}/").status_code == 404
            assert client.get(f"/es/necesidades/{need.number}/{slug}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
def test_a_number_that_is_none_is_not_found(client, number):
    assert client.get(f"/en/needs/{number}/x/").status_code == 404


def test_the_page_says_where_it_stands_what_was_decided_and_what_it_is_about(client):
    about = translate(ResourcePageFactory(title="The toolkit"), title="El paquete")
    topic = TopicFactory(name="Attendance", es="Asistencia")
    need = make_need(title="Shorter please", kind=NeedKind.IMPROVEMENT, work=about.work, topic=topic)
    moves.move(need, Status.UNDER_REVIEW, by=None)
    moves.move(need, Status.PLANNED, by=None, response=BOTH)
    text = text_of(client, need, "es")
    assert f"Necesidad n.º {need.number}" in text
    assert '<h1 lang="en">Shorter please</h1>' in text
    assert "Está decidido" in text
    assert "Este es el motivo." in text and "This is why." not in text
    assert f'<a href="{about.url}"> El paquete</a>' in text
    assert "Asistencia" in text
    steps = re.findall(r'timeline__title">(.*?)</p>', text)
    assert steps == ["Recibida", "En revisión", "Planificada"]


def test_a_text_that_is_there_in_one_language_only_is_named_so(client):
    need = make_need(Status.PLANNED)
    Need.objects.filter(pk=need.pk).update(response_en="We will write it.")
    text = text_of(client, need, "es")
    assert '<div lang="en"><p>We will write it.</p></div>' in text
    assert "(en inglés)" in text
    assert "(in English)" not in text_of(client, need)


def test_a_published_need_shows_its_page_in_the_readers_language_or_says_that_it_comes(client):
    page = ResourcePageFactory(title="The guide")
    need = make_published_need(page)
    text = text_of(client, need, "es")
    assert f'href="{page.url}" hreflang="en"' in text
    assert "Por ahora en inglés, pronto en español." in text
    assert "Por ahora" not in text_of(client, need)
    spanish = translate(page, title="La guía")
    text = text_of(client, need, "es")
    assert f'href="{spanish.url}"' in text and "pronto en español" not in text


def test_a_page_that_is_no_longer_public_is_not_named(client):
    page, about = ResourcePageFactory(title="The guide"), ResourcePageFactory(title="The old page")
    need = make_need(Status.PLANNED, kind=NeedKind.IMPROVEMENT, work=about.work)
    pages.link_page(need, page, by=None)
    for gone in (page, about):
        gone.unpublish()
    text = text_of(client, need)
    assert "The guide" not in text and "The old page" not in text


def test_merges_that_were_undone_are_no_steps(client):
    need = make_need(Status.UNDER_REVIEW)
    merging.merge(need, make_need(), by=None)
    merging.unmerge(need, by=None)
    text = text_of(client, need)
    assert re.findall(r'timeline__title">(.*?)</p>', text) == ["Received", "Under review"]


def test_nobody_is_named_and_nothing_private_is_said(client):
    author = UserFactory(display_name="Zacarías Secreto", email="zacarias@example.org")
    member = UserFactory(working_group=True, display_name="Renee Secreta")
    need = make_need(title="Home visits", body="Private words of mine", url="https://private.example/", author=author)
    other = SuggestionFactory(title="Other secret title", body="More private words", email="luz@example.org")
    merging.merge(Need.objects.get(title=other.title), need, by=member, note="A private note")
    moves.move(need, Status.UNDER_REVIEW, by=member, note="Another private note")
    moves.move(need, Status.NEEDS_INPUT, by=member, reason=BOTH, note="A third private note")
    suggestions.reply(other, "A private reply")
    shown = text_of(client, need) + text_of(client, need, "es") + client.get("/en/needs/").content.decode()
    shown += client.get("/en/needs/feed/").content.decode()
    for secret in ("Secret", "rivate", "secret", "example.org", other.token):
        assert secret not in shown
    assert User.objects.count() == 2


def test_the_queue_says_what_is_public(client):
    client.force_login(UserFactory(working_group=True))
    need = make_need(Status.PLANNED)
    inspect = f"/admin/snippets/feedback/need/inspect/{need.pk}/"
    inspect = next(url for url in (inspect, f"/admin/needs/inspect/{need.pk}/") if client.get(url).status_code == 200)
    assert need.get_absolute_url() in client.get(inspect).content.decode()
    need = Need.objects.get(pk=need.pk)
    data = {"action": "hide", "expected_version": need.version}
    assert "Nothing was changed" in client.post(inspect, data).content.decode()
    client.post(inspect, data | {"note": "A name"})
    html = client.get(inspect).content.decode()
    assert "Hidden since" in html and need.get_absolute_url() not in html
