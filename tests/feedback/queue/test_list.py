"""The queue: what it lists, in which order, and what it exports."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.accounts.domain import participants
from cms.accounts.models import User
from feedback.domain import assigning, merging, moves, pages, ratings
from feedback.enums import OPEN, NeedKind, Status
from feedback.exports import escape_formula
from feedback.models import Need, Signal, Subscription
from feedback.queries.needs import need_of
from feedback.queries.searched import searched
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ASKED, BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, locale
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_feedback_need:list"


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def listed(client, **query):
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return list(response.context["object_list"])


def rows(client, **query):
    response = client.get(reverse(LIST), {"export": "csv"} | query)
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_open_needs_come_first_and_the_weightiest_before_all(client, member):
    light, heavy, closed = make_need(), make_need(), make_need()
    merging.merge(make_need(author=UserFactory()), heavy, by=None)
    merging.merge(make_need(author=UserFactory()), closed, by=None)
    merging.merge(make_need(author=UserFactory()), closed, by=None)
    moves.move(closed, Status.DECLINED, by=None, reason=BOTH)
    assert listed(client)[:2] == [heavy, light]
    assert listed(client)[2] == closed


@pytest.mark.parametrize("ordering", ["priority", "-priority", "people", "-created_at", "status", "nonsense", "\x00"])
@pytest.mark.both
def test_any_ordering_is_answered(client, member, ordering):
    needs = {make_need(), make_need()}
    assert set(listed(client, ordering=ordering)) == needs


def test_each_filter_leaves_out_the_others(client, member):
    topic, region, colleague = TopicFactory(), RegionalCenterFactory(), UserFactory(working_group=True)
    match = make_need(Status.UNDER_REVIEW, topic=topic, region=region, language="es", kind=NeedKind.TRANSLATION)
    assigning.assign(match, colleague, by=colleague)
    other = make_need(topic=TopicFactory(), region=RegionalCenterFactory())
    for query in (
        {"status": "under_review"},
        {"kind": "translation"},
        {"topic": topic.pk},
        {"region": region.pk},
        {"language": "es"},
        {"assignee": colleague.pk},
        {"source": "translation_request"},
    ):
        assert listed(client, **query) == [match], query
    assert listed(client, assignee="none") == [other]
    assert listed(client, assignee="me") == []
    assert set(listed(client, status=["under_review", "received"])) == {match, other}


@pytest.mark.parametrize("query", [{"status": "x"}, {"topic": "x"}, {"assignee": "-1"}, {"p": "x"}, {"q": "\x00'\""}])
def test_nonsense_is_answered_cleanly(client, member, query):
    make_need()
    listed(client, **query)


def test_search_finds_numbers_titles_and_what_people_said(client, member):
    match = make_need(title="A council guide", body="with the word petunia")
    make_need(title="Another thing", body="")
    assert listed(client, q="council") == [match]
    assert listed(client, q="PETUNIA") == [match]
    assert listed(client, q=f"#{match.number}") == [match]
    assert listed(client, q="nowhere") == []


def test_search_follows_what_is_said(client, member):
    person, page = UserFactory(), ResourcePageFactory()
    ratings.rate(page.work, person, 1, reason="Too long")
    rated = Need.objects.get()
    ratings.rate(page.work, person, 1, reason="Too short")
    assert (listed(client, q="short"), listed(client, q="long")) == ([rated], [])
    into, need = make_need(body="marigolds"), make_need(title="Snacks", body="petunias")
    merging.merge(need, into, by=None)
    assert listed(client, q="petunias") == listed(client, q="petunias marigolds") == [into]
    assert listed(client, q="snacks") == [need]
    merging.unmerge(need, by=None)
    assert listed(client, q="petunias") == [need]
    assert listed(client, q="petunias marigolds") == []


def test_people_are_counted_once_however_many_signals_match(client, member):
    person = UserFactory()
    need = make_need(author=person)
    for author in (person, UserFactory()):
        merging.merge(make_need(author=author), need, by=None)
    found = next(one for one in listed(client, source=["suggestion", "low_rating"], q="guide") if one.pk == need.pk)
    assert found.people == 2


def test_the_export_has_no_personal_data_and_no_formulas(client, member):
    author = UserFactory(display_name="Secret Name", email="secret@example.org")
    need = make_need(author=author, title="=HYPERLINK(1)", body="secret body", at=ASKED)
    make_need(email="other-secret@example.org", title="@plain")
    assigning.assign(need, UserFactory(working_group=True, display_name="Secret Colleague"), by=member)
    header, *found = rows(client)
    assert header == [
        "Number",
        "Title",
        "Status",
        "Kind",
        "Topic",
        "Region",
        "Language",
        "People",
        "Meetings",
        "People at meetings",
        "Findings",
        "Priority",
        "Created",
        "Changed",
    ]
    assert {row[1] for row in found} == {"'=HYPERLINK(1)", "'@plain"}
    assert "ecret" not in str(found)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_starts_as_a_formula(client, member, start):
    Need.objects.create(title=f"{start}1+1", language="en", kind=NeedKind.NEW_RESOURCE)
    assert rows(client)[1][1].startswith("'")


def test_it_speaks_spanish(client, member):
    from wagtail.users.models import UserProfile

    UserProfile.objects.filter(user=member).update(preferred_language="es")
    need = make_need()
    assert "Lista de necesidades" in client.get(reverse(LIST)).content.decode()
    detail = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])).content.decode()
    assert all(words in detail for words in ("De un vistazo", "Lo que dijo la gente", "Prioridad, línea por línea"))


def many(count):
    """Needs with a signal and a subscription each, as fast as can be."""
    topic, region, person = TopicFactory(), RegionalCenterFactory(), UserFactory(working_group=True)
    known = {"topic": topic, "region": region, "assignee": person, "language": "en", "kind": NeedKind.CORRECTION}
    known |= {"people": 1, "regions": 1, "priority": 20}
    titles = [(f"Need {n}", searched(f"Need {n}", "en")) for n in range(count)]
    needs = Need.objects.bulk_create(
        [Need(title=title, words=words, folded_title=words, **known) for title, words in titles]
    )
    said = {"participant": participants.of_user(person)}
    signals = [Signal(need=need, origin=need, kind="suggestion", language="en", **said) for need in needs]
    Signal.objects.bulk_create(signals)
    Subscription.objects.bulk_create([Subscription(need=need, origin=need, **said) for need in needs])


@pytest.mark.once
@pytest.mark.parametrize("query", [{}, {"source": "suggestion", "q": "Need", "ordering": "-people"}])
def test_the_list_stays_flat(client, member, query):
    many(10)
    assert len(listed(client, **query)) == 10
    assert_flat(lambda: listed(client, **query), grow=lambda: many(110))


def test_words_are_looked_for_in_one_row_of_each_need(client, member):
    topic = TopicFactory(name="Snacks")
    match, other = make_need(title="A guide", body="with petunias"), make_need(topic=topic)
    with CaptureQueriesContext(connection) as queries:
        assert set(listed(client, q="petunia")) == {match}
        assert set(listed(client, q="snack")) == {other}
    searching = [query["sql"] for query in queries if "petunia" in query["sql"] or "snack" in query["sql"].lower()]
    assert searching
    assert not [sql for sql in searching if "feedback_signal" in sql or "REGEXP" in sql or "~*" in sql]


def members_list(client, **query):
    """A member of the Working Group looks at the list, with the words of the site at hand."""
    with CaptureQueriesContext(connection) as found:
        listed(client, **query)
    return [query["sql"] for query in found]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", [{}, {"p": "2", "ordering": "-people"}, {"source": "suggestion", "assignee": "none"}])
def test_the_list_asks_little(client, member, query):
    many(120)
    listed(client)
    assert len(members_list(client, **query)) <= 10  # one of them counts all saved views


def test_of_many_needs_only_those_of_one_page_are_loaded(client, member):
    many(300)
    loaded = []

    def note(instance, **kwargs):
        loaded.append(instance.pk)

    post_init.connect(note, sender=Need)
    try:
        assert len(listed(client, p="3")) == len(loaded) == 50
    finally:
        post_init.disconnect(note, sender=Need)


ORDERINGS = {"": "need_in_queue", "-priority": "need_priority", "people": "need_people", "created_at": "need_created"}


def test_the_rows_of_a_page_are_found_in_an_index_however_many_there_are(client, member, subtests):
    many(3000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for ordering, index in ORDERINGS.items():
        with subtests.test(ordering):
            page = client.get(reverse(LIST), {"ordering": ordering}).context["page_obj"]
            assert index in page.object_list.explain()


@pytest.mark.parametrize("ordering", ["", "people", "-people", "-created_at", "status", "-assignee__display_name"])
@pytest.mark.both
def test_each_need_is_on_one_page(client, member, ordering):
    many(120)
    pages = [[need.pk for need in listed(client, ordering=ordering, p=number)] for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len(set().union(*pages)) == 120


@pytest.mark.both
def test_the_order_of_the_list_is_by_what_is_open_then_priority_then_number(client, member):
    many(120)
    for number, need in enumerate(Need.objects.all()):
        status = list(Status)[number % len(Status)]
        Need.objects.filter(pk=need.pk).update(status=status, priority=number % 7)
    rows = Need.objects.values_list("status", "priority", "pk")
    expected = [row[2] for row in sorted(rows, key=lambda row: (row[0] not in OPEN, -row[1], row[2]))]
    assert [need.pk for page in (1, 2, 3) for need in listed(client, p=page)] == expected


def test_a_name_that_looks_like_markup_is_shown_as_it_is_written(client, member):
    UserFactory(working_group=True, display_name="<b>Ann</b>")
    Need.objects.filter(pk=make_need(title="<i>Snacks</i>").pk).update(assignee=User.objects.last())
    text = client.get(reverse(LIST)).content.decode()
    assert "&lt;b&gt;Ann&lt;/b&gt;</td>" in text
    assert "&lt;i&gt;Snacks&lt;/i&gt;" in text


@pytest.mark.once
def test_the_export_stays_flat(client, member):
    many(10)
    assert_flat(lambda: rows(client), grow=lambda: many(110))


@pytest.mark.once
def test_one_need_stays_flat(client, member):
    need = need_of(SuggestionFactory())
    url = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])

    def grow():
        for _ in range(20):
            merging.merge(make_need(author=UserFactory(), region=RegionalCenterFactory()), need, by=None)

    merging.merge(make_need(author=UserFactory(), region=RegionalCenterFactory()), need, by=None)
    pages.link_page(need, ResourcePageFactory(draft=True), by=None)
    assert_flat(lambda: client.get(url), grow)


@pytest.mark.parametrize("words", ["guia", "GUÍA", "Guía familias", "jardin", "JARDÍN", "nino", "garden", "ESCOLAR"])
@pytest.mark.both
def test_search_minds_neither_accents_nor_case(client, member, words):
    topic = TopicFactory(name="School garden")
    TopicFactory(name="Huerto escolar", translation_key=topic.translation_key, locale=locale("es"))
    match = make_need(title="Guía para Familias", body="Un JARDÍN para cada niño", topic=topic)
    make_need(title="Snacks", body="")
    assert listed(client, q=words) == [match]


@pytest.mark.parametrize("words", ["reuniones", "REUNION con familia", "families", "counting", "la familia"])
def test_search_finds_other_forms_of_a_word_in_either_language(client, member, words):
    need = make_need(title="Reunión con las familias", body="", language="es")
    same = make_need(title="Meet each family", body="They count.", language="en")
    make_need(title="Familiar snacks: an account", body="", language="en")
    found = {"families": {need, same}, "counting": {same}}.get(words, {need})
    assert set(listed(client, q=words)) == found


def test_search_takes_words_as_words(client, member):
    make_need(title="Snacks", body="")
    for words in ("S.acks", "(", "[a", "%", "_"):
        assert listed(client, q=words) == []


def test_a_bare_number_finds_the_need_and_the_words(client, member):
    need = make_need(title="Snacks")
    named = make_need(title=f"Grade {need.number}")
    assert set(listed(client, q=str(need.number))) == {need, named}
    assert listed(client, q=f"#{need.number}") == [need]


def test_one_stale_value_is_left_out_alone_and_named(client, member):
    match, other = make_need(Status.PLANNED), make_need()
    response = client.get(reverse(LIST), {"status": ["planned", "gone"], "topic": "9999", "language": "en"})
    assert list(response.context["object_list"]) == [match]
    assert "no longer exists, which was left out: Status, Topic." in response.content.decode()
    assert listed(client, topic="9999", status="received") == [other]
    assert "no longer exists" not in client.get(reverse(LIST), {"status": "planned"}).content.decode()


def test_evidence_that_was_taken_back_is_no_source(client, member):
    page, person = ResourcePageFactory(), UserFactory()
    ratings.rate(page.work, person, 1, reason="Too long")
    need = Need.objects.get()
    assert listed(client, source="low_rating") == [need]
    ratings.withdraw_rating(page.work, person)
    assert listed(client, source="low_rating") == []


@pytest.mark.parametrize("start", ["＝", "＋", "－", "＠", "\ufeff=", "\u200b=", "\r\n=", " \t=", "\u00a0+"])
def test_no_cell_starts_as_a_formula_in_another_script_or_behind_a_mark(client, member, start):
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"
    Need.objects.create(title=f"{start}1+1", language="en", kind=NeedKind.NEW_RESOURCE)
    assert rows(client)[1][1].startswith("'")


@pytest.mark.parametrize("text", ["A plain title", "1+1", "", " ", "Guía", "a=b"])
def test_plain_text_stays_as_it_is(text):
    assert escape_formula(text) == text


def test_control_characters_do_not_break_the_workbook(client, member):
    Need.objects.create(title="Bell\x07 and\x0b \ufffe mark", language="en", kind=NeedKind.NEW_RESOURCE)
    response = client.get(reverse(LIST), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [row[1].value for row in sheet.iter_rows()] == ["Title", "Bell and  mark"]


def test_a_row_shows_topic_region_age_and_who_has_it(client, member):
    topic, region = TopicFactory(name="School garden"), RegionalCenterFactory(name="Central Valley")
    need = make_need(topic=topic, region=region, title="Snacks", at=timezone.now() - timedelta(days=15))
    assigning.assign(need, UserFactory(working_group=True, display_name="Marta Colega"), by=member)
    text = " ".join(client.get(reverse(LIST)).content.decode().split())
    for words in (f"#{need.number} Snacks", "School garden", "Central Valley", "2 weeks", "Marta Colega"):
        assert words in text


def test_the_numbers_of_people_agree(client, member):
    need = make_need(author=UserFactory())
    for suggestion in ({"author": UserFactory()}, {}, {}):
        merging.merge(make_need(**suggestion), need, by=None)
    screen = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]))
    row = next(one for one in listed(client) if one == need)
    assert row.people == screen.context["priority"].people == screen.context["priority"].lines[0].count == 3
    for subscription in need.subscriptions.exclude(participant__user=None):
        subscription.participant.user.delete()
    screen = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]))
    assert screen.context["priority"].people == screen.context["priority"].lines[0].count


@pytest.mark.parametrize("number", ["x", "0", "-1", "1_0", "9" * 30, "9" * 4301])
def test_a_need_that_is_none_is_not_found(client, member, number):
    assert client.get(f"/admin/needs/inspect/{number}/", follow=True).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_screen_of_a_need_asks_little(client, member):
    need = make_need(author=UserFactory(), topic=TopicFactory(), region=RegionalCenterFactory())
    url = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    assert len(found) <= 15


@pytest.mark.django_db(transaction=True)
def test_a_new_member_can_be_chosen_at_once_and_a_former_one_no_longer(client, member):
    colleague = UserFactory(display_name="Marta Colega")
    shown = []
    for change in (lambda: None, lambda: colleague.groups.set(member.groups.all()), colleague.groups.clear):
        change()
        shown.append("Marta Colega" in client.get(reverse(LIST)).content.decode())
    assert shown == [False, True, False]
