"""Nothing serious for axe, and nothing wider than the screen: on a phone in the light, on a desk in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from wagtail.models import Page

from cms.advisory.models import BoardPage
from cms.contact.models import ContactPage
from cms.core.models import FAQPage, HomePage
from cms.meaning.domain import encoding
from cms.meaning.queries import copies
from cms.meaning.registry import sources
from cms.resources.models import ResourceIndexPage, ResourcePage
from cms.summit.models import SessionPage, SummitPage
from feedback.enums import Status
from feedback.models import Need
from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.queries.public import public_topics
from search.admin_views import REPORT, address_of
from search.filters import FOUR_WEEKS
from search.models import LoggedSearch
from search.related import MODELS, related_to
from search.tasks import update_index
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SuggestionFactory
from tests.factories.forums import PostFactory, TopicFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.usefixtures("demo"),
    pytest.mark.xdist_group("demo"),
]
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"}
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
WIDTH = "document.documentElement.scrollWidth"
EVERYTHING = {"resultTypes": ["violations"], "preload": False}  # which is for films that begin by themselves
ONLY_COLORS = EVERYTHING | {"runOnly": ["color-contrast"]}  # the markup is the same on both screens
AXE = Axe()
HEIGHT_OF_CRUMBS = "document.querySelector('.breadcrumbs ol')?.offsetHeight ?? 0"
WIDTHS_OF_NAMES = "[...document.querySelectorAll('td.title')].map(cell => cell.clientWidth)"
PAGES = [HomePage, ResourceIndexPage, ResourcePage, SummitPage, SessionPage, BoardPage, FAQPage, ContactPage]


def addresses():
    for model in PAGES:
        for language in ("en", "es"):
            yield Page.objects.type(model).live().filter(locale__language_code=language).order_by("pk").last().url
    for name in (
        "forum:index",
        "suggest",
        "offer",
        "needs",
        "needs_sheet",
        "needs_parity",
        "account_login",
        "account_signup",
    ):
        yield reverse(name)
    yield Need.objects.public().filter(status=Status.PUBLISHED).earliest("pk").get_absolute_url()
    forum = Forum.objects.filter(type=Forum.FORUM_POST).order_by("lft").first()
    yield reverse("forum:forum", args=[forum.local_slug, forum.pk])
    topic = Topic.objects.filter(forum=forum).first()
    yield topic.get_absolute_url()
    yield reverse("search") + "?q=family"
    yield reverse("search") + "?q=" + "z" * 200
    yield next(topic for topic in public_topics() if related_to(topic)).get_absolute_url()


def test_pages_are_accessible_and_fit(visitor, settings, subtests):
    settings.DEMO = True
    update_index()
    encode_all()
    person = visitor(**PHONE)
    for address in addresses():
        with subtests.test(address):
            person.go(address)
            is_accessible_and_fits(person.page)


def is_accessible_and_fits(page):
    """First on the phone, then on the desk, without loading it again."""
    for screen, rules in ((PHONE, EVERYTHING), (DESK, ONLY_COLORS)):
        page.set_viewport_size(screen["viewport"])
        page.emulate_media(color_scheme=screen["color_scheme"])
        assert serious(AXE.run(page, options=rules)) == []
        assert page.evaluate(WIDTH) <= screen["viewport"]["width"]
        assert page.evaluate(HEIGHT_OF_CRUMBS) <= 40, "the way up is one line"


def encode_all():
    """What is near to what, without what only search needs."""
    for kind in MODELS:
        while encoding.encode_due(sources()[kind]):
            pass
        copies.refresh(kind)


def test_what_is_suggested_while_one_types_is_accessible_and_fits(visitor, settings):
    settings.DEMO = True
    update_index()
    person = visitor(**PHONE)
    person.go(reverse("search"))
    person.page.locator("#search-main").press_sequentially("scho")
    person.page.get_by_role("option").first.wait_for()
    person.page.keyboard.press("ArrowDown")
    is_accessible_and_fits(person.page)


def serious(results):
    found = [each for each in results.response["violations"] if each["impact"] in ("serious", "critical")]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_figures_and_searches_are_accessible_and_leave_words_their_room(visitor, subtests):
    """What is ours on the screen, in the longer language: what is around it is Wagtail's."""
    person = visitor(**DESK)
    person.sign_in(UserFactory(working_group=True, spanish=True))
    person.page.wait_for_url(lambda address: "login" not in address)
    opened = LoggedSearch.objects.filter(openings__isnull=False).values("key", "language").first()
    figures = [f"wagtailsnippets_feedback_need:{name}" for name in ("figures", "figures_signals", "figures_resources")]
    for address in (*map(reverse, figures), reverse(REPORT), address_of(opened, FOUR_WEEKS)):
        with subtests.test(address):
            person.go(address)
            assert serious(AXE.run(person.page, "main", options=EVERYTHING)) == []
            assert person.page.locator("html").get_attribute("lang") == "es"
            assert min(person.page.evaluate(WIDTHS_OF_NAMES), default=150) >= 150


def test_a_word_without_end_is_broken_and_widens_no_page(visitor, subtests):
    endless = "Supercalifragilistic" * 5
    writer = UserFactory(display_name="M" * 40)
    topic = TopicFactory(subject=endless, poster=writer)
    reply = PostFactory(topic=topic, poster=writer)
    asked = SuggestionFactory(author=writer, title=endless)
    person = visitor(**PHONE)
    person.sign_in(writer)
    answer = reverse(
        "forum_conversation:post_create", args=[topic.forum.local_slug, topic.forum_id, topic.slug, topic.pk]
    )
    for address in (
        reverse("forum:index"),
        topic.forum.get_absolute_url(),
        topic.get_absolute_url(),
        answer,
        reply.get_absolute_url(),
        reverse("my_suggestions"),
        reverse("suggestion_receipt", args=[asked.token]),
    ):
        with subtests.test(address):
            person.go(address)
            assert person.page.evaluate(WIDTH) <= 360
