"""Each contributor hears once, in their language, when there is something to read in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import Participant, User
from cms.notices.models import Notice
from feedback.domain import confirming, merging, moves, notice_texts, notifications, pages
from feedback.domain.notifications import notify_due
from feedback.enums import Status
from feedback.models import Need, Subscription
from feedback.queries.needs import need_of
from feedback.tasks import notify_subscribers
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, locale, translate

pytestmark = pytest.mark.django_db


def told(kind="need_published"):
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [(notice.email, notice.language, notice.context["url"]) for notice in rows]


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()


@pytest.fixture
def draft():
    return ResourcePageFactory(draft=True, title="The guide", slug="the-guide")


@pytest.fixture
def need(draft):
    need = make_need(Status.IN_PROGRESS, author=UserFactory(email="ann@example.org"))
    pages.link_page(need, draft, by=None)
    return need


def add_spanish_contributor(need):
    person = UserFactory(email="luz@example.org", spanish=True)
    other = need_of(SuggestionFactory(author=person, spanish=True))
    merging.merge(other, need, by=None)
    return person


def test_publishing_tells_each_contributor_once(need, draft, run_tasks):
    publish(draft)
    run_tasks()
    assert told() == [("ann@example.org", "en", draft.url)]
    publish(draft)
    notify_due()
    run_tasks()
    assert told() == [("ann@example.org", "en", draft.url)]


def test_spanish_contributors_wait_for_the_spanish_page(need, draft, run_tasks):
    add_spanish_contributor(need)
    publish(draft)
    run_tasks()
    assert told() == [("ann@example.org", "en", draft.url)]
    spanish = translate(draft, publish=False, title="La guía", slug="la-guia")
    notify_due()
    assert len(told()) == 1
    publish(spanish)
    run_tasks()
    assert told() == [("ann@example.org", "en", draft.url), ("luz@example.org", "es", spanish.url)]
    assert spanish.url.startswith("/es/")


def test_english_contributors_wait_for_the_english_page(need, draft, run_tasks):
    add_spanish_contributor(need)
    spanish = translate(draft, title="La guía", slug="la-guia")
    run_tasks()
    assert Need.objects.get(pk=need.pk).status == Status.PUBLISHED
    assert told() == [("luz@example.org", "es", spanish.url)]


def test_the_language_is_that_of_the_person_and_not_of_the_suggestion(draft, run_tasks):
    person = UserFactory(email="bea@example.org", language="es")
    need = make_need(author=person, language="en")
    pages.link_page(need, draft, by=None)
    publish(draft)
    run_tasks()
    assert told() == []
    spanish = translate(draft, slug="la-guia")
    run_tasks()
    assert told() == [("bea@example.org", "es", spanish.url)]


def test_one_who_asked_twice_is_told_once(need, draft, run_tasks):
    again = need_of(SuggestionFactory(author=need.subscriptions.get().participant.user))
    merging.merge(again, need, by=None)
    publish(draft)
    run_tasks()
    assert len(told()) == 1
    assert not Subscription.objects.filter(told_at=None).exists()


def test_publish_unpublish_publish_tells_nobody_twice(need, draft, run_tasks):
    publish(draft)
    run_tasks()
    draft.unpublish()
    publish(draft)
    run_tasks()
    assert len(told()) == 1


def test_a_task_lost_before_it_ran_is_made_up_by_the_sweep(need, draft, waiting_tasks):
    publish(draft)
    waiting_tasks()
    assert told() == []
    notify_subscribers()
    assert len(told()) == 1


def test_a_crash_after_telling_does_not_tell_again(need, draft, run_tasks):
    publish(draft)
    run_tasks()
    Subscription.objects.update(told_at=None)
    notify_due()
    assert len(told()) == 1
    assert Subscription.objects.get().told_at <= timezone.now()


def test_one_who_cannot_be_told_does_not_keep_the_others_from_it(need, draft, run_tasks, monkeypatch):
    message = notice_texts.Texts.message

    def broken(texts, kind, subscription):
        if subscription.participant.user.email == "ann@example.org":
            raise RuntimeError
        return message(texts, kind, subscription)

    merging.merge(make_need(author=UserFactory(email="eve@example.org")), need, by=None)
    monkeypatch.setattr(notice_texts.Texts, "message", broken)
    publish(draft)
    run_tasks()
    assert told() == [("eve@example.org", "en", draft.url)]


def test_inactive_people_are_not_told(need, draft, run_tasks):
    need.subscriptions.get().participant.user.__class__.objects.update(is_active=False)
    publish(draft)
    run_tasks()
    assert told() == []


def test_a_private_page_answers_nothing(need, draft, run_tasks):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=draft, restriction_type="login")
    publish(draft)
    run_tasks()
    notify_subscribers()
    assert told() == []
    assert Need.objects.get(pk=need.pk).status == Status.IN_PROGRESS
    PageViewRestriction.objects.all().delete()
    notify_subscribers()
    assert Need.objects.get(pk=need.pk).status == Status.PUBLISHED
    assert len(told()) == 1


def test_an_alias_with_the_words_of_the_other_language_answers_nobody(need, draft, run_tasks):
    add_spanish_contributor(need)
    publish(draft)
    draft.copy_for_translation(locale("es"), copy_parents=True, alias=True)
    run_tasks()
    notify_due()
    assert told() == [("ann@example.org", "en", draft.url)]


def test_an_expired_page_answers_nobody(need, draft, run_tasks):
    publish(draft)
    type(draft).objects.update(expire_at=timezone.now())
    run_tasks()
    assert told() == []


def test_declining_tells_the_reason_in_the_language_of_each(run_tasks):
    need = make_need(Status.UNDER_REVIEW, author=UserFactory(email="ann@example.org"))
    add_spanish_contributor(need)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    run_tasks()
    notify_due()
    reasons = Notice.objects.filter(kind="need_declined").values_list("email", "language", "context__reason")
    assert set(reasons) == {
        ("ann@example.org", "en", "This is why."),
        ("luz@example.org", "es", "Este es el motivo."),
    }


def test_a_question_is_asked_once_each_time_it_is_asked(run_tasks):
    need = make_need(Status.NEEDS_INPUT, author=UserFactory())
    run_tasks()
    notify_due()
    assert len(told("need_question")) == 1
    moves.move(need, Status.UNDER_REVIEW, by=None)
    moves.move(need, Status.NEEDS_INPUT, by=None, reason=BOTH)
    run_tasks()
    assert len(told("need_question")) == 1 + 1


def test_only_a_confirmed_address_is_told(draft, run_tasks):
    suggestion = SuggestionFactory(email="zoe@example.org")
    pages.link_page(need_of(suggestion), draft, by=None)
    publish(draft)
    run_tasks()
    kinds = Notice.objects.filter(email="zoe@example.org").values_list("kind", flat=True)
    assert list(kinds) == ["confirm_email"]
    confirming.confirm_email(suggestion)
    run_tasks()
    assert told() == [("zoe@example.org", "en", draft.url)]


def make_many(need, number):
    """People with accounts and a subscription each, as fast as can be."""
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"many{n}@example.org", display_name=f"Many {n}", language=("en", "es")[n % 2])
        for n in range(start, start + number)
    )
    speakers = Participant.objects.bulk_create(Participant(user=person, kind="account") for person in people)
    Subscription.objects.bulk_create(Subscription(need=need, origin=need, participant=each) for each in speakers)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DECLINED, Status.NEEDS_INPUT])
def test_telling_500_people_takes_as_many_queries_as_telling_5(draft, status):
    need = make_need()
    translate(draft, slug="la-guia")
    publish(draft)
    Need.objects.filter(pk=need.pk).update(status=status, answer_work=draft.work)
    counts = []
    for number in (5, 500):
        Subscription.objects.all().delete()
        make_many(need, number)
        with CaptureQueriesContext(connection) as queries:
            notify_due()
        # SQLite takes the rows of one INSERT in portions.
        counts.append(len([query for query in queries if not query["sql"].startswith("INSERT")]))
        assert len(queries) < 25
    assert Notice.objects.count() == 505
    assert counts[1] <= counts[0]


def test_more_than_one_batch_is_told_and_each_once(draft):
    need = make_need()
    Need.objects.filter(pk=need.pk).update(status=Status.DECLINED, reason_en="No.", reason_es="No.")
    make_many(need, notifications.BATCH + 3)
    for _again in range(2):
        notify_due()
        assert Notice.objects.filter(kind="need_declined").count() == notifications.BATCH + 3
    assert not Subscription.objects.filter(participant__user__isnull=False, told_at=None).exists()


def test_publishing_a_page_looks_at_its_own_needs_only(need, draft, waiting_tasks, run_tasks):
    other = make_need(Status.DECLINED, author=UserFactory())
    waiting_tasks()
    publish(draft)
    assert {(name, tuple(ids)) for name, ids in waiting_tasks() if name.startswith("feedback")} == {
        ("feedback.tasks.notify_subscribers", (need.pk,)),
        ("feedback.tasks.notify_subscribers_of_works", (str(draft.work_id),)),
    }
    notify_due(works=[draft.work_id])
    assert told() == [("ann@example.org", "en", draft.url)]
    assert told("need_declined") == []
    notify_due()
    assert len(told("need_declined")) == other.subscriptions.count() == 1


def test_many_needs_answered_at_once_wake_the_worker_once(waiting_tasks):
    people = [UserFactory() for _ in range(12)]
    needs = [make_need(author=person) for person in people]
    waiting_tasks()
    for need in needs:
        moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    assert sorted(waiting_tasks()) == [
        ("feedback.tasks.notify_subscribers", [need.pk for need in needs]),
        ("search.tasks.update_index", []),
    ]
    notify_subscribers(*[need.pk for need in needs[:11]])
    assert Notice.objects.filter(kind="need_declined").count() == 11
    assert waiting_tasks() == [("cms.notices.tasks.send_pending", [])]


def test_many_pages_published_at_once_wake_the_worker_once_for_each_kind_of_work(waiting_tasks):
    pages_, needs = [ResourcePageFactory(draft=True) for _ in range(3)], [make_need() for _ in range(3)]
    for page, need in zip(pages_, needs, strict=True):
        pages.link_page(need, page, by=None)
    waiting_tasks()
    for page in pages_:
        publish(page)
    assert sorted((name, len(ids)) for name, ids in waiting_tasks()) == [
        ("feedback.tasks.notify_subscribers", 3),
        ("feedback.tasks.notify_subscribers_of_works", 3),
        ("search.tasks.update_index", 0),
    ]
