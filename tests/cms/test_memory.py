"""What is remembered while one request is answered, and that it is forgotten then."""

import pytest
from django.http import HttpResponse
from wagtail.models import PageViewRestriction

from cms.memory import MemoryMiddleware, once, remembering
from tests.factories.pages import StandardPageFactory


def answers(request, times=1):
    """How often two parts of a page that ask for the same make somebody look."""
    asked = []

    def view(request):
        return HttpResponse(once("number", lambda: asked.append(1) or len(asked)) for _part in range(2))

    serve = MemoryMiddleware(view)
    for _time in range(times):
        serve(request)
    return len(asked)


def test_what_two_parts_of_a_page_need_is_asked_once(rf):
    assert answers(rf.get("/")) == answers(rf.head("/")) == 1


def test_the_next_request_asks_again(rf):
    assert answers(rf.get("/"), times=3) == 3


def test_what_may_change_something_asks_each_time(rf):
    assert answers(rf.post("/")) == 2


def test_outside_of_requests_nothing_is_remembered():
    asked = []
    for _time in range(2):
        once("number", lambda: asked.append(1))
    assert len(asked) == 2


@pytest.mark.django_db
def test_a_page_made_private_is_gone_with_the_next_request(client):
    page = StandardPageFactory(title="Framework", show_in_menus=True)
    assert "Framework" in client.get("/en/").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Framework" not in client.get("/en/").content.decode()


def test_what_is_streamed_asks_once_too_and_leaves_nothing_behind():
    asked = []
    rows = remembering(once("number", lambda: asked.append(1)) for _row in range(3))
    next(rows)
    once("number", lambda: asked.append(1))  # beside the stream
    list(rows)
    assert len(asked) == 2
