"""Everyone who asked, voted or follows hears of each public change: once, and of nothing that goes back soon."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.domain import erasing, participants
from cms.accounts.models import User
from cms.notices.domain import telling
from cms.notices.models import Notice
from feedback.domain import hiding, mail_links, merging, moves, pages, voting
from feedback.domain.notifications import notify_due
from feedback.enums import Status
from feedback.models import Need, Subscription
from feedback.tasks import notify_subscribers
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.factories.pages import ResourcePageFactory, translate

from .test_notifications import make_many, publish

pytestmark = pytest.mark.django_db

PROGRESS = ("need_progress", "need_reopened")


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now()) as traveller:
        yield traveller


@pytest.fixture
def later(clock):
    """So much later, all sweeps have run."""

    def pass_by(**time):
        clock.shift(timedelta(**time))
        notify_subscribers()

    return pass_by


@pytest.fixture
def ann():
    return UserFactory(email="ann@example.org")


def heard(person, *kinds):
    """What this person was told, in order: the kind, and on the way the status."""
    notices = person.notices.exclude(kind="suggestion_received").order_by("pk")
    notices = notices.filter(kind__in=kinds) if kinds else notices
    return [each.context["status"] if each.kind == "need_progress" else each.kind for each in notices]


def say(person, how, need):
    return getattr(voting, how)(need, participants.of_user(person), **({"language": "en"} if how == "vote" else {}))


def test_each_step_is_told_once_to_those_who_asked_voted_and_follow(ann, clock, later):
    voter, follower = UserFactory(), UserFactory(spanish=True)
    need = make_need(author=ann)
    moves.move(need, Status.UNDER_REVIEW, by=None)
    say(voter, "vote", need)
    say(follower, "follow", need)
    later(hours=2)
    for step in (Status.PLANNED, Status.IN_PROGRESS):
        moves.move(need, step, by=None, response=BOTH)
        later(hours=2)
        later(hours=2)
    assert heard(ann) == ["under_review", "planned", "in_progress"]
    assert heard(voter) == heard(follower) == ["planned", "in_progress"], "what its page said when they came is no news"
    planned = follower.notices.get(context__status="planned")
    assert (planned.language, planned.context["response"]) == ("es", BOTH["es"])
    assert planned.context["url"].startswith("/es/necesidades/")


def test_what_moves_on_within_the_hour_is_not_told(ann, clock, later):
    need = make_need(Status.UNDER_REVIEW, author=ann)
    later(minutes=50)
    moves.move(need, Status.PLANNED, by=None)
    later(minutes=50)
    moves.move(need, Status.IN_PROGRESS, by=None)
    later(minutes=59)
    assert heard(ann) == []
    later(minutes=2)
    assert heard(ann) == ["in_progress"]


def test_a_question_that_was_answered_does_not_tell_of_the_review_again(ann, clock, later):
    need = make_need(Status.UNDER_REVIEW, author=ann)
    later(hours=2)
    moves.move(need, Status.NEEDS_INPUT, by=None, reason=BOTH)
    later(hours=2)
    moves.move(need, Status.UNDER_REVIEW, by=None)
    later(hours=2)
    assert heard(ann) == ["under_review", "need_question"]


def test_a_page_that_is_away_for_minutes_is_not_told_and_one_that_stays_away_is(ann, clock, later):
    need, page = make_need(Status.IN_PROGRESS, author=ann), ResourcePageFactory()
    pages.link_page(need, page, by=None)
    later(hours=2)
    page.unpublish()
    later(minutes=30)
    publish(page)
    later(hours=2)
    assert heard(ann) == ["need_published"]
    page.unpublish()
    later(hours=2)
    later(hours=2)
    assert heard(ann) == ["need_published", "need_reopened"]
    assert ann.notices.get(kind="need_reopened").context["reopened_for"] == "page_gone"
    publish(page)
    later(hours=2)
    assert heard(ann) == ["need_published", "need_reopened", "need_published"]


def test_after_it_was_opened_again_each_step_is_told_anew(ann, clock, later):
    need = make_need(Status.PLANNED, author=ann)
    later(hours=2)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    later(hours=2)
    moves.move(need, Status.UNDER_REVIEW, by=None, note="Money was found")
    later(hours=2)
    moves.move(need, Status.PLANNED, by=None)
    later(hours=2)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    later(hours=2)
    assert heard(ann) == ["planned", "need_declined", "need_reopened", "planned", "need_declined"]


@pytest.mark.parametrize(("reason", "times"), [(BOTH, 1), ({"en": "No money.", "es": "No hay dinero."}, 2)])
def test_a_refusal_that_is_said_again_within_the_hour_is_told_only_with_other_words(ann, clock, later, reason, times):
    need = make_need(Status.DECLINED, author=ann)
    later(minutes=1)
    moves.move(need, Status.UNDER_REVIEW, by=None, note="A slip")
    later(minutes=5)
    moves.move(need, Status.DECLINED, by=None, reason=reason)
    later(hours=2)
    assert heard(ann) == ["need_declined"] * times


@pytest.mark.parametrize(("words", "times"), [(BOTH, 1), ({"en": "Too costly.", "es": "Cuesta demasiado."}, 2)])
def test_a_correction_is_told_again_only_with_other_words(ann, clock, later, words, times):
    need = make_need(Status.DECLINED, author=ann)
    later(hours=2)
    moves.correct(need, by=UserFactory(), note="Typing", texts=words, tell_again=True)
    later(hours=2)
    assert heard(ann) == ["need_declined"] * times


def test_a_spanish_reader_hears_that_it_is_there_in_english_and_once_more_when_it_is_in_spanish(clock, later):
    luz, english = UserFactory(spanish=True), UserFactory()
    page = ResourcePageFactory(title="The guide")
    need = make_need(Status.IN_PROGRESS, author=luz)
    say(english, "vote", need)
    pages.link_page(need, page, by=None)
    later(minutes=1)
    later(minutes=1)
    assert (heard(luz), heard(english)) == (["need_published_elsewhere"], ["need_published"])
    now = luz.notices.get(kind="need_published_elsewhere")
    assert (now.language, now.context["url"], now.context["page_title"]) == ("es", page.url, "The guide")
    spanish = translate(page, slug="la-guia", title="La guía")
    later(minutes=1)
    later(hours=2)
    assert heard(luz) == ["need_published_elsewhere", "need_published"]
    assert luz.notices.get(kind="need_published").context["url"] == spanish.url
    assert heard(english) == ["need_published"]


def test_who_joins_a_need_hears_how_far_it_is_and_nothing_from_before(ann, clock, later):
    into = make_need(Status.PLANNED, author=UserFactory())
    later(hours=2)
    merging.merge(make_need(author=ann), into, by=None)
    later(minutes=1)
    assert heard(ann) == ["planned"]


def test_one_who_turns_out_to_be_two_visitors_hears_once(ann, clock, later):
    other = UserFactory()
    need = make_need(Status.UNDER_REVIEW, author=ann)
    say(other, "follow", need)
    moves.move(need, Status.PLANNED, by=None)
    later(hours=2)
    participants.merge(participants.of_user(ann), participants.of_user(other))
    later(hours=2)
    assert Notice.objects.filter(kind="need_progress").count() == 2
    moves.move(need, Status.IN_PROGRESS, by=None)
    later(hours=2)
    assert heard(other) == ["planned", "in_progress"]
    assert Notice.objects.get(context__status="in_progress").context["why"] == "asked"


def test_of_a_hidden_need_only_those_who_asked_hear_and_the_erased_hear_nothing(ann, clock, later):
    follower, erased = UserFactory(), UserFactory()
    need = make_need(Status.UNDER_REVIEW, author=ann)
    for person in (follower, erased):
        say(person, "follow", need)
    erasing.erase_account(erased)
    hiding.hide(need, by=UserFactory(), note="A name")
    moves.move(Need.objects.get(), Status.PLANNED, by=None)
    later(hours=2)
    assert (heard(ann), heard(follower)) == (["planned"], [])
    assert Notice.objects.filter(kind__in=PROGRESS).count() == 1


def test_only_followers_and_voters_have_a_link_that_ends_it_without_signing_in(ann, clock, later, client):
    voter = UserFactory(spanish=True)
    need = make_need(Status.UNDER_REVIEW, author=ann)
    say(voter, "vote", need)
    moves.move(need, Status.PLANNED, by=None)
    later(hours=2)
    assert "unfollow" not in ann.notices.get(kind="need_progress").context
    link = voter.notices.get(kind="need_progress").context["unfollow"]
    assert link.startswith("/es/necesidades/dejar-de-seguir/")
    assert client.get(link).status_code == 200
    assert Subscription.objects.filter(participant__user=voter).exists(), "a mail program that opens links ends nothing"
    assert need.title in client.post(link).content.decode()
    assert not Subscription.objects.filter(participant__user=voter).exists()
    assert need.signals.votes().count() == 1
    assert client.get(link).status_code == client.post(link).status_code == 404
    assert client.get(link[:-2] + "x/").status_code == 404
    clock.shift(timedelta(days=400))
    old = mail_links.key_for(mail_links.UNFOLLOW, Subscription.objects.get())
    clock.shift(timedelta(days=400))
    assert mail_links.subscription_for(mail_links.UNFOLLOW, old) is None


def test_the_link_of_a_mail_does_not_say_a_title_that_was_hidden_since(ann, client):
    need = make_need(Status.UNDER_REVIEW, title="About Zoe")
    say(ann, "follow", need)
    link = mail_links.key_for(mail_links.UNFOLLOW, Subscription.objects.get(participant__user=ann))
    hiding.hide(need, by=UserFactory(), note="A name")
    for shown in (client.get(f"/en/needs/unfollow/{link}/"), client.post(f"/en/needs/unfollow/{link}/")):
        assert f"#{need.pk}" in shown.text and "Zoe" not in shown.text


def test_who_asks_after_the_mail_was_sent_goes_on_to_hear(ann, clock, later, client):
    need = make_need(Status.UNDER_REVIEW)
    say(ann, "follow", need)
    link = mail_links.key_for(mail_links.UNFOLLOW, Subscription.objects.get(participant__user=ann))
    merging.merge(make_need(author=ann), need, by=None)
    Subscription.objects.filter(participant__user=ann).update(reason="asked")
    assert client.post(f"/en/needs/unfollow/{link}/").status_code == 404
    assert Subscription.objects.filter(participant__user=ann).exists()


@pytest.mark.once
def test_10_000_people_are_told_once_though_batches_fail_at_random(monkeypatch):
    """A failure after the notices were written takes them back with the mark of who was told."""
    need = make_need(Status.UNDER_REVIEW)
    Need.objects.update(status=Status.PLANNED, status_since=timezone.now() - timedelta(hours=2))
    make_many(need, 10_000)
    chance, notify_many = random.Random(7), telling.notify_many

    def fragile(kind, messages):
        notify_many(kind, messages)
        if chance.random() < 0.25:
            raise KeyboardInterrupt  # as a worker that is told to end in the middle

    monkeypatch.setattr(telling, "notify_many", fragile)
    failures = 0
    while Subscription.objects.filter(progress_told_at=None, participant__user__isnull=False).exists():
        try:
            notify_due()
        except KeyboardInterrupt:
            failures += 1
    told = Notice.objects.filter(kind="need_progress").values_list("recipient", flat=True)
    assert failures > 3
    assert len(told) == len(set(told)) == User.objects.filter(email__startswith="many").count() == 10_000


@pytest.mark.parametrize("status", [Status.PLANNED, Status.PUBLISHED])
def test_a_batch_of_500_takes_as_many_queries_as_one_of_5(status):
    page = ResourcePageFactory()
    need = make_need(Status.PLANNED)
    if status == Status.PUBLISHED:
        pages.link_page(need, page, by=None)
    Need.objects.update(status_since=timezone.now() - timedelta(hours=2))
    counts = []
    for number in (5, 500):
        Subscription.objects.all().delete()
        make_many(need, number)
        with CaptureQueriesContext(connection) as found:
            notify_due()
        # SQLite takes the rows of one INSERT in portions.
        counts.append(len([query for query in found if not query["sql"].startswith("INSERT")]))
    assert counts[1] <= counts[0]
    assert Notice.objects.filter(kind__startswith="need_").count() == 505
