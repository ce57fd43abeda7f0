"""How many queries each public page may need, with much on it, for a visitor and for a member."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from cms.meaning.tasks import encode_due
from cms.resources.models import ResourceLanguage
from cms.summit.models import Facilitator, Material
from feedback.enums import Status
from tests.factories import forums, pages
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, make_need
from tests.factories.taxonomy import AudienceFactory, StrategyFactory, TopicFactory
from tests.plugins.tasks import run_waiting
from tests.queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# page: (visitor, member). Most queries it may need when other pages have been read before, but never this one.
BUDGETS = {
    "home": (7, 11),
    "catalog": (4, 8),
    "narrowed catalog": (5, 9),
    "resource": (8, 15),
    "summits": (2, 6),
    "summit": (4, 8),
    "session": (9, 16),
    "boards": (3, 7),
    "board": (4, 8),
    "update": (3, 9),
    "standard page": (2, 6),
    "questions": (1, 5),
    "contact": (4, 8),
    "search": (10, 14),  # one of them only within a transaction, as tests are
    "search for nothing": (5, 9),
}


def document(name):
    return get_document_model().objects.create(title=name, file=ContentFile(b"words", name=f"{name}.pdf"))


def resources(number):
    """All in the same words, so that each is related to all others."""
    words = {"topics": TopicFactory, "audiences": AudienceFactory, "strategies": StrategyFactory}
    values = {name: [factory(es="Palabra"), factory()] for name, factory in words.items()}
    languages = lambda: [ResourceLanguage(language=code) for code in ("en", "es")]  # noqa: E731
    made = [pages.ResourcePageFactory(summary="A harvest.", languages=languages(), **values) for _ in range(number)]
    for page in made:
        page.work.rating_count, page.work.rating_sum = 2, 9
        page.work.save()
    return made


def session(summit, hour):
    starts_at = timezone.make_aware(timezone.datetime(2026, 9, 10, hour))
    page = pages.SessionPageFactory(
        parent=summit, slug=f"at-{hour}", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    page.facilitators = [Facilitator(name=name) for name in ("Rosa", "Lee")]
    page.materials = [Material(title=name, document=document(f"{name}-{hour}")) for name in ("Slides", "Handout")]
    page.topics = [TopicFactory(), TopicFactory()]
    page.save()
    return page


def updates(number):
    board = pages.BoardPageFactory(slug="students")
    return [
        pages.BoardUpdatePageFactory(parent=board, summary="A harvest.", date=date(2026, 1, 1) + timedelta(days=day))
        for day in range(number)
    ]


@pytest.fixture
def addresses():
    """A site with much on it, some of it private, half of it in Spanish."""
    resource, *others = resources(14)
    summit = pages.SummitPageFactory(year=2026, slug="2026")
    pages.SummitPageFactory(year=2027, slug="2027")
    sessions = [session(summit, hour) for hour in range(9, 15)]
    update, *_older = updates(8)
    standard = pages.StandardPageFactory(parent=pages.StandardPageFactory(slug="about"), slug="values")
    for page in (resource, sessions[0], update, standard):
        pages.translate(page, slug=f"{page.slug}-es")
    for page in (others[0], sessions[1], pages.StandardPageFactory(show_in_menus=True)):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for page in (resource, sessions[0], update):
        for comment in [CommentFactory(page=page) for _number in range(8)]:
            CommentFactory(reply_to=comment)
    for _number in range(5):
        forums.PostFactory(topic__forum=forums.forum("families"), topic__subject="A harvest")
    for title in ("Resource 1", "Session 1"):
        make_need(Status.PLANNED, title=title)
        forums.TopicFactory(subject=title, content=title)
    run_waiting()  # and commit: what a transaction still changes is not kept in the cache
    encode_due()
    topic = resource.topics.first().slug
    return {
        "home": "/en/",
        "catalog": "/en/resources/",
        "narrowed catalog": f"/en/resources/?topic={topic}&type=guide&sort=rating",
        "resource": resource.url,
        "summits": "/en/summit/",
        "summit": summit.url,
        "session": sessions[0].url,
        "boards": "/en/boards/",
        "board": update.get_parent().url,
        "update": update.url,
        "standard page": standard.url,
        "questions": "/en/faq/",
        "contact": "/en/contact/",
        "search": "/en/search/?q=harvest",
        "search for nothing": "/en/search/?q=xylophone",
    }


def read_others(client):
    """In the other language: that brings the words of the lists, the synonyms and the site's root into the cache."""
    client.logout()
    for address in ("/es/", "/es/recursos/", "/es/contacto/", "/es/buscar/?q=nada"):
        client.get(address)


def test_no_page_needs_more_queries_than_it_may(client, addresses):
    """Both in one: to make the pages takes longer than to read them."""
    needed = {name: (count(client, url, None), count(client, url, UserFactory())) for name, url in addresses.items()}
    print(needed)
    too_many = {
        name: numbers
        for name, numbers in needed.items()
        if any(number > most for number, most in zip(numbers, BUDGETS[name], strict=True))
    }
    assert too_many == {}


def count(client, address, person):
    def before():
        read_others(client)
        if person:
            client.force_login(person)

    before()
    assert client.get(address).status_code == 200, address
    return len(queries(lambda: client.get(address), before))
