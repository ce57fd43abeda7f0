"""One action on many needs: each by its own rules, with the version that was seen, and nothing of it lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.users.models import UserProfile

from feedback.actions import ACTIONS, BULK
from feedback.domain import assigning, hiding, moves
from feedback.enums import EventKind, Status
from feedback.models import Need, Signal, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsnippets_feedback_need:list")
BULK_URL = reverse("wagtailsnippets_feedback_need:bulk")


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def seen(*needs):
    return [f"{need.pk}:{need.version}" for need in needs]


def ask(client, action, *needs, **data):
    return client.get(BULK_URL, {"action": action, "need": seen(*needs)} | data)


def send(client, action, *needs, **data):
    return client.post(BULK_URL, {"action": action, "need": seen(*needs)} | data)


def now(*needs):
    return [Need.objects.get(pk=need.pk) for need in needs]


def said(client, response):
    page = client.get(response.url) if response.status_code == 302 else response
    return [str(message).strip() for message in page.context["messages"]]


def shown(response):
    """The numbers that are offered, and those that are named with a reason."""
    return [[row.need.pk for row in response.context[name]] for name in ("possible", "impossible")]


@pytest.mark.parametrize("action", ["take", "review", "decline", "assign"])
def test_whoever_makes_titles_public_is_told_to_read_them(client, member, action):
    new, known = make_need(), make_need(Status.UNDER_REVIEW)
    words = "everyone can read the titles of those that are new"
    assert words in ask(client, action, new, known).text
    assert words not in ask(client, action, known).text
    assert words not in ask(client, action, hiding.hide(new, by=member, note="A name")).text


def test_the_list_has_a_box_with_the_version_for_each_need_and_the_actions(client, member):
    need = make_need(Status.PLANNED)
    page = BeautifulSoup(client.get(LIST).content, "html.parser")
    box = page.select_one("tbody input[name=need]")
    assert (box["value"], box["form"]) == (f"{need.pk}:{need.version}", "bulk")
    assert box["aria-label"] == f"Choose need #{need.number}"
    assert [option["value"] for option in page.select("#bulk option")] == list(BULK)
    client.force_login(UserFactory(editor=True))
    page = BeautifulSoup(client.get(LIST).content, "html.parser")
    assert page.select("tbody tr")
    assert not page.select("input[name=need], #bulk, #queue-take")


@pytest.mark.parametrize("action", BULK)
def test_before_anything_is_done_it_says_what_will_be(client, member, action):
    needs = [make_need(status) for status in (Status.RECEIVED, Status.UNDER_REVIEW, Status.PLANNED)]
    needs += [make_need(Status.IN_PROGRESS), make_need(Status.DECLINED), make_merged_need()]
    expected = [need.pk for need in needs if ACTIONS[action](need=need, user=member).available()]
    response = ask(client, action, *needs)
    assert shown(response) == [expected, [need.pk for need in needs if need.pk not in expected]]
    assert [need.version for need in now(*needs)] == [need.version for need in needs]


def test_it_says_how_many_people_will_be_told_each_once(client, member):
    person = UserFactory()
    needs = [make_need(Status.UNDER_REVIEW, author=person), make_need(Status.UNDER_REVIEW, author=person)]
    needs += [make_need(Status.UNDER_REVIEW, author=UserFactory()), make_need(Status.UNDER_REVIEW)]
    declined = make_need(Status.DECLINED, author=UserFactory())
    for action in ("ask", "plan", "decline"):
        assert "2 people who asked will be told." in ask(client, action, *needs, declined).text
    assert "2 people will hear what comes of the other need." in ask(client, "merge", *needs).text
    for action in ("topic", "take"):
        assert "Nobody who asked is told." in ask(client, action, *needs).text
    assert "1 person who asked will be told." in ask(client, "take", *needs, make_need(author=person)).text
    assert "1 person who asked will be told." in ask(client, "ask", needs[2]).text


def test_all_are_done_by_the_functions_that_do_one(client, member):
    colleague, needs = UserFactory(working_group=True), [make_need(), make_need(Status.PLANNED)]
    response = send(client, "assign", *needs, assignee=colleague.pk, note="Yours", next=f"{LIST}?view=mine")
    assert response.url == f"{LIST}?view=mine"
    assert said(client, response) == [f"Done with 2 needs: #{needs[0].number}, #{needs[1].number}."]
    assert [(need.assignee, need.status) for need in now(*needs)] == [
        (colleague, Status.UNDER_REVIEW),
        (colleague, Status.PLANNED),
    ]
    assert [need.events.filter(kind=EventKind.ASSIGNED).get().note for need in needs] == ["Yours", "Yours"]


def test_who_else_was_faster_is_named_and_the_others_are_done(client, member):
    first, changed, third = make_need(), make_need(), make_need()
    before = seen(first, changed, third)
    moves.add_note(changed, "Noted meanwhile", by=UserFactory())
    response = client.post(BULK_URL, {"action": "decline", "need": before, "reason_en": "No.", "reason_es": "No hay."})
    assert said(client, response) == [
        f"Done with 2 needs: #{first.number}, #{third.number}.",
        f"Not done with 1 need: #{changed.number}.",
    ]
    assert [need.status for need in now(first, changed, third)] == ["declined", "received", "declined"]
    assert "Someone else changed this need in the meantime" in response.text
    assert shown(response) == [[changed.pk], []]
    form = BeautifulSoup(response.content, "html.parser").find("form", class_="need__actions")
    assert form.find(attrs={"name": "need"})["value"] == f"{changed.pk}:{changed.version + 1}"
    assert form.find(attrs={"name": "reason_es"}).get_text(strip=True) == "No hay."
    again = {"action": "decline", "need": form.find(attrs={"name": "need"})["value"]}
    assert client.post(BULK_URL, again | {"reason_en": "No.", "reason_es": "No hay."}).status_code == 302
    assert now(changed)[0].reason_es == "No hay."


def test_what_changed_since_the_list_was_seen_is_named_before(client, member):
    need, other = make_need(), make_need()
    before = seen(need, other)
    moves.add_note(need, "Noted meanwhile", by=UserFactory())
    response = client.get(BULK_URL, {"action": "take", "need": before})
    assert shown(response) == [[other.pk], [need.pk]]
    assert "Someone else changed it in the meantime." in response.text


def test_what_a_need_does_not_allow_is_named_and_changes_nothing(client, member):
    fits, declined, new = make_need(Status.PLANNED), make_need(Status.DECLINED), make_need()
    response = send(client, "start", fits, declined, new)
    assert said(client, response)[1] == f"Not done with 2 needs: #{declined.number}, #{new.number}."
    assert [need.status for need in now(fits, declined, new)] == ["in_progress", "declined", "received"]
    assert shown(response) == [[], [declined.pk, new.pk]]


def test_what_the_public_reads_is_asked_for_in_both_languages(client, member):
    needs = [make_need(), make_need()]
    response = send(client, "decline", *needs, reason_en="Kept as typed")
    assert list(response.context["form"].errors) == ["reason_es"]
    assert "Kept as typed" in response.text
    response = send(client, "plan", *[make_need(Status.UNDER_REVIEW)], response_en="Only English")
    assert "response_es" in response.context["form"].errors
    assert set(Need.objects.values_list("status", flat=True)) == {Status.RECEIVED, Status.UNDER_REVIEW}


def test_a_response_that_is_left_empty_stays_as_it_is(client, member):
    told, plain = make_need(Status.PLANNED), make_need(Status.PLANNED)
    told = moves.move(told, Status.IN_PROGRESS, by=None, response=BOTH)
    told.status = Status.PLANNED
    told.save()
    send(client, "start", told, plain)
    assert [need.response_es for need in now(told, plain)] == [BOTH["es"], ""]
    assert {need.status for need in now(told, plain)} == {Status.IN_PROGRESS}


def test_many_are_merged_into_one_of_them(client, member):
    needs = [make_need(author=UserFactory()) for _ in range(4)]
    into, others = needs[1], [needs[0], *needs[2:]]
    response = send(client, "merge", *needs, into=f"#{into.number}", note="The same")
    numbers = ", ".join(f"#{need.number}" for need in others)
    assert said(client, response) == [f"Done with 3 needs: {numbers}."]
    assert [need.merged_into for need in now(*others)] == [into] * 3
    assert set(Signal.objects.values_list("need", flat=True)) == {into.pk}
    assert set(Subscription.objects.values_list("need", flat=True)) == {into.pk}
    assert now(into)[0].people == 4


def test_the_need_to_merge_into_is_found_by_its_words(client, member):
    needs, into = [make_need(title="Snacks"), make_need(title="Fruit")], make_need(title="School kitchen")
    response = send(client, "merge", *needs, into="kitchen")
    assert list(response.context["form"].errors) == ["chosen"]
    send(client, "merge", *needs, into="kitchen", chosen=into.pk)
    assert [need.merged_into for need in now(*needs)] == [into, into]


def test_topic_and_region_are_set_with_a_row_of_the_history_each(client, member):
    topic, region = TopicFactory(name="School garden"), RegionalCenterFactory(name="Central Valley")
    needs = [make_need(), make_need(Status.PLANNED, topic=topic)]
    send(client, "topic", *needs, topic=topic.pk)
    assert [need.topic for need in now(*needs)] == [topic, topic]
    assert [need.events.filter(kind=EventKind.TOPIC_SET).count() for need in needs] == [1, 0]
    send(client, "region", *now(*needs), region=region.pk, note="Closer to them")
    assert [need.region for need in now(*needs)] == [region, region]
    screen = " ".join(client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[needs[0].pk])).text.split())
    for words in ("Topic: School garden", "Region: Central Valley", "Closer to them"):
        assert words in screen


def test_what_a_colleague_has_is_handed_over_with_a_note_only(client, member):
    colleague = UserFactory(working_group=True)
    theirs, free = assigning.assign(make_need(), colleague, by=colleague), make_need()
    response = send(client, "assign", theirs, free, assignee=member.pk)
    assert [need.assignee for need in now(theirs, free)] == [colleague, member]
    assert "note" in response.context["form"].errors
    assert "Say why it changes hands" in response.text
    send(client, "assign", *now(theirs), assignee=member.pk, note="She is on leave.")
    assert now(theirs)[0].assignee == member


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"action": "take"},
        {"action": "take", "need": ["x", "99999:1", "-1:2", "1_0:1", "9" * 5000]},
        {"action": "split", "need": "{need}"},
        {"action": "nonsense", "need": "{need}"},
        {"need": "{need}"},
    ],
)
def test_nonsense_leads_back_with_a_word(client, member, query):
    need = make_need()
    query = {
        name: value.format(need=seen(need)[0]) if isinstance(value, str) else value for name, value in query.items()
    }
    for sent in (client.get, client.post):
        response = sent(BULK_URL, query)
        assert response.url == LIST
        assert said(client, response) == ["Choose some needs, and what is to be done with them."]
    assert now(need)[0].version == need.version


def test_a_need_that_is_named_twice_is_done_once(client, member):
    need = make_need()
    client.post(BULK_URL, {"action": "take", "need": seen(need) * 2})
    assert now(need)[0].events.filter(kind=EventKind.ASSIGNED).count() == 1


def test_it_leads_to_no_other_site(client, member):
    assert send(client, "take", make_need(), next="https://elsewhere.example/").url == LIST


def test_it_speaks_spanish(client, member):
    UserProfile.objects.filter(user=member).update(preferred_language="es")
    needs = [make_need(author=UserFactory()), make_need(Status.DECLINED)]
    text = " ".join(ask(client, "decline", *needs).text.split())
    for words in ("Varias necesidades a la vez", "Se avisará a 1 persona que lo pidió.", "No se puede hacer con estas"):
        assert words in text
    response = send(client, "take", needs[0])
    assert said(client, response) == [f"Hecho con 1 necesidad: #{needs[0].number}."]


def test_publishing_many_needs_their_pages(client, member):
    ready, bare = make_need(Status.IN_PROGRESS), make_need(Status.IN_PROGRESS)
    published = make_published_need(ResourcePageFactory())
    Need.objects.filter(pk=ready.pk).update(answer_work=published.answer_work)
    response = send(client, "publish", ready, bare)
    assert [need.status for need in now(ready, bare)] == ["published", "in_progress"]
    assert "Link the page that answers this need" in response.text


def test_a_need_that_is_gone_meanwhile_does_not_keep_the_others(client, member, monkeypatch):
    gone, other = make_need(), make_need()
    assign = assigning.assign

    def assign_unless_gone(need, *args, **kwargs):
        Need.objects.filter(pk=gone.pk).delete()
        return assign(need, *args, **kwargs)

    monkeypatch.setattr(assigning, "assign", assign_unless_gone)
    response = send(client, "take", gone, other)
    assert f"Not done with 1 need: #{gone.pk}." in response.text
    assert Need.objects.get().assignee == member


@pytest.mark.once
@pytest.mark.parametrize("where", ["x", "%FF", "needs:list", "?view=mine"])
def test_an_odd_way_back_is_no_error(client, member, where):
    assert client.get(BULK_URL, {"action": "none", "next": where}).status_code == 302
    assert send(client, "take", make_need(), next=where).status_code == 302
