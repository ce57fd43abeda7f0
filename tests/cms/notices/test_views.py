import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.notices.domain import telling
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db
LIST, READ = "/es/cuenta/avisos/", "/es/cuenta/avisos/leidos/"


def tell_thing(person, thing):
    return telling.notify(
        "greeting", recipient=person, context={"thing": thing, "url": f"/es/{thing}/"}, dedupe_key=thing
    )


def things(response):
    return [notice.context["thing"] for notice in response.context["notices"]]


def test_visitor_signs_in_first(client):
    assert client.get(LIST).url == f"/es/cuenta/entrar/?next={LIST}"
    assert client.post(READ).url == f"/es/cuenta/entrar/?next={READ}"


def test_person_sees_own_notices_only_newest_first(client):
    ana, tom = UserFactory(), UserFactory()
    with time_machine.travel("2026-11-16T08:00Z"):
        tell_thing(ana, "older")
    tell_thing(tom, "secret")
    tell_thing(ana, "newer")
    telling.notify("greeting", email=ana.email, language="en", context={"thing": "mail only"}, dedupe_key="x")
    client.force_login(ana)
    response = client.get(LIST)
    assert things(response) == ["newer", "older"]
    assert "secret" not in response.content.decode()


def test_titles_follow_the_language_of_the_page_and_are_escaped(client):
    ana = UserFactory()
    telling.notify("greeting", recipient=ana, context={"thing": "<script>"}, language="en", dedupe_key="x")
    client.force_login(ana)
    html = client.get(LIST).content.decode()
    assert "Sus avisos: &lt;script&gt;" in html
    assert "Your notices: &lt;script&gt;" in client.get("/en/accounts/notices/").content.decode()


def test_person_marks_one_notice_as_read(client):
    ana = UserFactory()
    one, two = tell_thing(ana, "one"), tell_thing(ana, "two")
    client.force_login(ana)
    assert client.post(READ, {"notice": one.pk}).url == LIST
    assert list(Notice.objects.unread()) == [two]
    assert client.get(LIST).content.decode().count("row--unread") == 1


def test_person_marks_all_own_notices_as_read(client):
    ana, tom = UserFactory(), UserFactory()
    tell_thing(ana, "one")
    other = tell_thing(tom, "two")
    client.force_login(ana)
    client.post(READ)
    assert list(Notice.objects.unread()) == [other]


def test_person_cannot_mark_a_notice_of_someone_else(client):
    other = tell_thing(UserFactory(), "two")
    client.force_login(UserFactory())
    client.post(READ, {"notice": other.pk})
    assert list(Notice.objects.unread()) == [other]


@pytest.mark.parametrize("number", ["x", "-1", "²", "9" * 40])
def test_nonsense_number_marks_nothing(client, number):
    ana = UserFactory()
    tell_thing(ana, "one")
    client.force_login(ana)
    assert client.post(READ, {"notice": number}).status_code == 302
    assert Notice.objects.unread().count() == 1


def test_reading_needs_a_post(client):
    client.force_login(UserFactory())
    assert client.get(READ).status_code == 405


@pytest.mark.parametrize("page", ["x", "99", "-1"])
def test_a_page_number_that_is_none_shows_the_closest_page(client, page):
    ana = UserFactory()
    tell_thing(ana, "only one")
    client.force_login(ana)
    assert things(client.get(LIST, {"page": page})) == ["only one"]


def test_header_counts_unread_notices_of_the_reader_only(client):
    ana = UserFactory()
    tell_thing(ana, "one")
    tell_thing(UserFactory(), "two")
    client.force_login(ana)
    html = client.get("/es/cuenta/perfil/").content.decode()
    assert '<span class="count">1</span>' in html


def test_visitor_costs_no_query_for_notices(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/es/cuenta/entrar/")
    assert not [query for query in captured if "notices_notice" in query["sql"]]


@pytest.mark.once
def test_number_of_queries_does_not_grow_with_notices(client):
    ana = UserFactory()
    client.force_login(ana)

    def make(start, stop):
        Notice.objects.bulk_create(
            Notice(recipient=ana, email=ana.email, language="es", kind="greeting", dedupe_key=n, context={"thing": n})
            for n in range(start, stop)
        )

    make(0, 10)
    assert_flat(lambda: client.get(LIST), lambda: make(10, 100))


def test_notice_of_a_kind_that_was_removed_does_not_break_the_list(client):
    ana = UserFactory()
    Notice.objects.create(recipient=ana, email=ana.email, language="en", kind="gone", dedupe_key="gone")
    client.force_login(ana)
    assert client.get(LIST).status_code == 200
