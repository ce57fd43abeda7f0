"""Boards, who sits on them and what they report."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from cms.advisory.models import BoardMember
from tests.factories.pages import BoardPageFactory, BoardUpdatePageFactory, grow, translate
from tests.factories.taxonomy import RegionalCenterFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


def titles(response):
    return [update.title for update in response.context["updates"]]


def test_a_board_lists_its_own_public_updates_newest_first(client):
    board, other = BoardPageFactory(), BoardPageFactory()
    BoardUpdatePageFactory(title="Spring", parent=board, date=date(2026, 4, 1))
    BoardUpdatePageFactory(title="Fall", parent=board, date=date(2026, 10, 1))
    BoardUpdatePageFactory(title="Leak draft", parent=board, live=False)
    private = BoardUpdatePageFactory(title="Leak private", parent=board)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    BoardUpdatePageFactory(title="Leak elsewhere", parent=other)
    assert titles(client.get(board.url)) == ["Fall", "Spring"]


def test_the_page_of_all_boards_hides_what_is_below_a_private_one(client):
    BoardUpdatePageFactory(title="Open", parent=BoardPageFactory(title="Board"))
    hidden = BoardPageFactory(title="Leak board")
    BoardUpdatePageFactory(title="Leak below", parent=hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/en/boards/")
    assert titles(response) == ["Open"]
    assert "Leak" not in response.content.decode()


def test_members_are_shown_with_role_and_region_in_the_readers_language(client):
    center = RegionalCenterFactory(name="North", es="Norte")
    board = BoardPageFactory()
    board.members = [BoardMember(name="Kiara", role="student", region=center), BoardMember(name="Walt")]
    board.save()
    spanish = translate(board, title="Consejo", slug="consejo")
    assert "Student, North" in client.get(board.url).content.decode()
    assert "Estudiante, Norte" in client.get(spanish.url).content.decode()


def test_recommendations_show_where_they_stand(client):
    update = BoardUpdatePageFactory(
        recommendations=[("recommendation", {"text": "Pay students", "status": "accepted"})],
        next_meeting=date(2026, 12, 3),
    )
    html = client.get(update.url).content.decode()
    assert "Pay students" in html
    assert "Accepted" in html
    assert "Dec. 3, 2026" in html


@pytest.mark.once
def test_boards_need_the_same_queries_for_many_members_and_updates(client):
    update = BoardUpdatePageFactory()
    board = update.get_parent().specific
    center = RegionalCenterFactory()
    board.members = [BoardMember(name=f"Member {number}", region=center) for number in range(3)]
    board.save()

    def many():
        grow(update, 190)
        more = [BoardMember(page=board, name=f"More {number}", region=center) for number in range(100)]
        BoardMember.objects.bulk_create(more)

    grow(update, 9)
    assert_flat(lambda: client.get(board.url), many)


@pytest.mark.parametrize("day", [date(2026, 8, 20), date(2026, 8, 19)])
def test_the_next_meeting_is_after_this_one(day):
    with pytest.raises(ValidationError) as refused:
        BoardUpdatePageFactory(date=date(2026, 8, 20), next_meeting=day)
    assert refused.value.message_dict == {"next_meeting": ["The next meeting is after this one."]}
