"""What lies on the table of a meeting: a printed page says what the screen says."""

import re
from datetime import date

import pytest

from cms.core.models import FAQPage
from cms.taxonomy.models import RegionalCenter
from feedback.domain import meetings, ratings
from feedback.queries.sheets import Sheet
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import TopicFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_questions_are_printed_with_their_answers(visitor):
    page = FAQPage.objects.get(locale__language_code="en")
    item = {"question": "Is it free?", "answer": "<p>Every family pays nothing.</p>"}
    page.groups = [("group", {"title": "Families", "items": [item]})]
    page.save_revision().publish()
    person = visitor()
    person.go("/en/faq/")
    answer = person.page.get_by_text("Every family pays nothing.")
    assert not answer.is_visible()
    person.page.emulate_media(media="print")
    assert answer.is_visible()


def test_a_resource_is_printed_with_its_address_its_topics_and_its_rating_in_words(visitor):
    address = "https://example.org/a/long/way/to/the/toolkit.pdf"
    page = ResourcePageFactory(external_url=address, topics=[TopicFactory(name="Health")])
    ratings.rate(page.work, UserFactory(), 4)
    person = visitor()
    person.go(page.url)
    person.page.emulate_media(media="print")
    assert person.page.get_by_text(address, exact=True).is_visible()
    assert person.page.get_by_role("link", name="Health").is_visible()
    words = person.page.get_by_text("4.0 of 5 stars").first
    assert words.bounding_box()["width"] > 20


@pytest.mark.parametrize("address", ["/en/needs/sheet/", "/es/necesidades/hoja/"])
def test_a_sheet_for_a_meeting_is_one_page_of_letter_paper(visitor, address):
    meeting = meetings.plan(
        meetings.Facts("Noche de familias en la escuela primaria Roosevelt", date(2026, 10, 3)), by=UserFactory()
    )
    person = visitor()
    person.go(f"{address}?key={Sheet(meeting, RegionalCenter.objects.source().first(), TopicFactory()).key}")
    paper = person.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert b"/MediaBox [0 0 612 792]" in paper
