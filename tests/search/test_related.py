"""What is about the same as something that is read stands below it: of any kind, in any language, and nothing else."""

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from cms.meaning import tasks
from cms.meaning.encoder import encoder
from cms.meaning.models import Meaning
from cms.meaning.queries import copies
from cms.resources.models import ResourcePage
from feedback.domain import hiding
from feedback.enums import NeedKind, Status
from search import related
from search.related import related_to
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_merged_need, make_need, make_published_need
from tests.factories.forums import TopicFactory, forum
from tests.factories.pages import ResourcePageFactory, SessionPageFactory, StandardPageFactory, translate
from tests.factories.taxonomy import TopicFactory as TopicTermFactory
from tests.plugins.tasks import run_waiting
from tests.queries import queries

pytestmark = pytest.mark.django_db
BUS, BUS_ES = "The school bus is late every morning", "El autobús escolar llega tarde todas las mañanas"


@pytest.fixture
def encode(monkeypatch):
    """What the worker does each minute."""
    monkeypatch.setattr(copies, "PATIENCE", 0)
    return tasks.encode_due


@pytest.fixture
def things(encode):
    """One of each kind about food at school, and as many about something else."""
    made = {
        "resource": ResourcePageFactory(title="A food pantry at school", summary="Groceries for hungry families."),
        "session": SessionPageFactory(title="Opening a school food pantry", summary="Groceries for families in need."),
        "need": make_need(Status.PLANNED, title="A guide to opening a food pantry at school"),
        "topic": TopicFactory(subject="How did you open a food pantry at school?", content="Families need groceries."),
    }
    ResourcePageFactory(title=BUS, summary="What to do about traffic.")
    make_need(Status.PLANNED, title="Rules for soccer at recess")
    TopicFactory(subject="Who tunes the piano?", content="It is out of tune since May.")
    StandardPageFactory(title="A food pantry at school", summary="Groceries for hungry families.")
    encode()
    return made


def address(thing, language="en"):
    with override(language):
        return thing.url if isinstance(thing, Page) else thing.get_absolute_url()


def shown(client, thing, language="en"):
    """What stands there, in order: kind and title, or in another language that, too."""
    soup = BeautifulSoup(client.get(address(thing, language)).content, "html.parser")
    section = soup.find("section", {"aria-labelledby": "related"})
    return [_said(row) for row in section.find_all("li")] if section else []


def _said(row):
    link, badges = row.h3.a, [badge.get_text(strip=True) for badge in row.find_all(class_="badge")]
    return (*badges, link.get_text(strip=True), *filter(None, [link.get("lang")]))


PANTRY = {
    "resource": ("Resource", "A food pantry at school"),
    "session": ("Summit session", "Opening a school food pantry"),
    "need": ("Need", "A guide to opening a food pantry at school"),
    "topic": ("Conversation", "How did you open a food pantry at school?"),
}


@pytest.mark.parametrize("kind", PANTRY)
def test_each_shows_what_is_near_of_all_kinds_but_itself(client, things, kind):
    near = shown(client, things[kind])
    assert sorted(near) == sorted(said for other, said in PANTRY.items() if other != kind)


def test_each_is_linked_where_it_is_in_the_language_of_the_reader(client, things):
    spanish = translate(things["resource"], title="Una despensa de alimentos en la escuela", slug="despensa")
    page = client.get(address(things["need"], "es")).text
    assert f'href="{spanish.url}">Una despensa de alimentos en la escuela<' in page
    assert set(shown(client, things["need"], "es")) == {
        ("Recurso", "Una despensa de alimentos en la escuela"),
        ("Sesión de la cumbre", "English", "Opening a school food pantry", "en"),
        ("Conversación", "English", "How did you open a food pantry at school?", "en"),
    }
    assert f'href="{address(things["topic"], "es")}" lang="en"' in page


def test_what_is_said_in_the_other_language_only_is_near_as_well(client, encode):
    english, spanish = make_need(Status.PLANNED, title=BUS), TopicFactory(subject=BUS_ES, content="¿Qué hacemos?")
    spanish.language = "es"
    spanish.save()
    encode()
    assert shown(client, english) == [("Conversation", "Español", BUS_ES, "es")]
    assert shown(client, spanish, "es") == [("Necesidad", "English", BUS, "en")]


def test_a_page_shows_neither_its_translation_nor_one_work_twice(client, things, encode):
    words = {"title": "Una despensa de alimentos en la escuela", "summary": "Comida para familias con hambre."}
    spanish = translate(things["resource"], slug="despensa", **words)
    encode()
    titles = {kind: [said[-1] for said in shown(client, thing)] for kind, thing in things.items()}
    assert titles["resource"] != []
    both = {things["resource"].title, words["title"]}
    assert both.isdisjoint(titles["resource"])
    assert both.isdisjoint(said[-1] for said in shown(client, spanish, "es"))
    assert [title in titles["session"] for title in (things["resource"].title, words["title"])] == [True, False]


def test_a_page_that_is_not_near_is_not_shown_for_its_translation_that_nobody_may_see(client, things, encode):
    translate(things["resource"], title=BUS_ES, slug="autobus", summary="Hay mucho tráfico.")
    encode()
    assert BUS_ES in client.get(address(things["need"], "es")).text
    things["resource"].unpublish()
    assert BUS_ES not in client.get(address(things["need"], "es")).text


UNSEEN = {
    "resource": lambda page: page.unpublish(),
    "session": lambda page: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN),
    "need": lambda need: hiding.hide(need, by=None, note="Private"),
    "topic": lambda topic: type(topic).objects.filter(pk=topic.pk).update(forum=forum("rtac-community-of-practice")),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_nobody_may_see_any_more_is_gone_at_once_from_pages_of_the_cache_too(
    client, things, kind, settings, run_tasks
):
    settings.PAGE_CACHE = True
    other = things["resource" if kind == "need" else "need"]
    run_tasks()
    assert PANTRY[kind] in shown(client, other)
    assert client.get(address(other)).context is None  # it comes from the cache
    UNSEEN[kind](things[kind])
    run_tasks()
    left = shown(client, other)
    assert len(left) == 2
    assert PANTRY[kind] not in left


def test_a_waiting_or_private_conversation_has_no_meaning_and_shows_nothing(client, things, encode):
    waiting = TopicFactory(subject="A food pantry at school?", content="For members.", approved=False)
    private = TopicFactory(subject="A food pantry at school?", forum=forum("rtac-community-of-practice"))
    encode()
    assert [related_to(waiting), related_to(private)] == [[], []]
    assert "A food pantry at school?" not in [said[-1] for said in shown(client, things["need"])]


def test_a_need_and_its_answer_are_one_thing(client, things, encode):
    answered = make_published_need(things["resource"], title="We want a food pantry at our school")
    make_merged_need(things["need"], title="A guide to opening a pantry at our school")
    make_need(
        Status.PLANNED, title="The food pantry page is wrong", kind=NeedKind.CORRECTION, work=things["session"].work
    )
    encode()
    others = {PANTRY["session"], PANTRY["need"], PANTRY["topic"]}
    assert set(shown(client, things["resource"])) == others
    assert set(shown(client, answered)) == others
    both = [said[-1] for said in shown(client, things["topic"])]
    assert len({answered.title, things["resource"].title} & set(both)) == 1


def test_nothing_is_shown_where_nothing_is_near(client, things):
    lonely = things["topic"]._meta.model.objects.get(subject="Who tunes the piano?")
    assert shown(client, lonely) == []
    assert "More like this" not in client.get(address(lonely)).text


def test_a_resource_shows_those_with_its_topics_too_where_few_are_near(client, encode):
    topic = TopicTermFactory()
    read = ResourcePageFactory(title=BUS, summary="Buses.", topics=[topic])
    ResourcePageFactory(title=f"{BUS} again", summary="Buses.", topics=[topic])
    ResourcePageFactory(title="A garden", summary="Beans and peas.", topics=[topic])
    encode()
    assert with_topics(client, read) == ["A garden"], "what is near is not there twice"
    for number in range(2):
        ResourcePageFactory(title=f"{BUS} {number}", summary="Buses.", topics=[topic])
    encode()
    assert len(shown(client, read)) == 3
    assert with_topics(client, read) == []


def with_topics(client, page):
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return [title.get_text(strip=True) for title in soup.select("[aria-labelledby=with-topics] h3")]


def test_at_most_five_are_shown_the_nearest_first(client, encode):
    pages = [ResourcePageFactory(title=f"{BUS} {'and loud ' * number}", summary="Buses.") for number in range(8)]
    encode()
    near = related_to(pages[0])
    assert [one.title.strip() for one in near[:2]] == [page.title.strip() for page in pages[1:3]]
    assert len(near) == len(shown(client, pages[0])) == 5


def test_a_page_that_was_never_saved_has_nothing_near(things):
    assert related_to(ResourcePage(title="A food pantry at school")) == []


def test_the_database_is_asked_for_the_nearest_of_a_kind_alone(things, encode, monkeypatch):
    monkeypatch.setattr(related, "ASKED_FOR", 2)
    for _each in range(3):
        make_need(Status.PLANNED, title="A food pantry at school")
    encode()
    assert [one.kind for one in related_to(things["resource"])].count("need") == 2


@pytest.mark.once
@pytest.mark.parametrize("off", ["setting", "file", "encoder"])
def test_without_meaning_nothing_is_shown_and_nothing_asked(
    client, things, encode, settings, monkeypatch, off, django_assert_num_queries
):
    monkeypatch.setattr(related, "LEAST", 0)
    settings.MEANING = off == "file"
    if off == "file":
        settings.MEANING_DIR = settings.MEANING_DIR / "another host"
    elif off == "encoder":
        Meaning.objects.all().delete()
        encode()
    with django_assert_num_queries(0):
        assert [related_to(thing) for thing in things.values()] == [[], [], [], []]
    assert [shown(client, thing) for thing in things.values()] == [[], [], [], []]


@pytest.mark.once
@pytest.mark.parametrize(("kind", "visitor", "member"), [("need", 6, 11), ("topic", 6, 13)])
def test_it_takes_as_few_queries_however_much_is_near(client, things, encode, kind, visitor, member):
    person = UserFactory()

    def needed():
        for reader in (None, person):
            read_home(client, reader)
            read = queries(lambda: client.get(address(things[kind])), lambda reader=reader: read_home(client, reader))
            yield len(read)

    for number in (1, 10):
        more(number, encode)
        assert list(needed()) == [visitor, member]


def more(number, encode):
    for _each in range(number):
        ResourcePageFactory(title="A food pantry at school", summary="Groceries for hungry families.")
        make_need(Status.PLANNED, title="A food pantry at school")
        TopicFactory(subject="A food pantry at school", content="Families need groceries.")
    run_waiting()
    encode()


def read_home(client, person):
    client.logout()
    client.get("/es/")
    if person:
        client.force_login(person)


@pytest.mark.once
def test_what_all_texts_have_in_common_is_that_of_the_encoder():
    """To make it anew, save what the encoder says of COMMON as half precision."""
    assert np.allclose(encoder.encode([related.COMMON])[0], related._common(), atol=1e-3)
