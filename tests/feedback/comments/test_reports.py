"""Reporting a comment, and what moderators do about it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from cms.accounts.domain import erasing
from cms.moderation.domain import deciding
from cms.moderation.models import Decision
from cms.moderation.queries.desk import Desk
from cms.moderation.registry import NotWaitingError
from cms.notices.models import Notice
from feedback.domain import comments, reporting
from feedback.enums import ReportReason
from feedback.models import Comment, CommentReport
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.queries import assert_flat

from .conftest import list_url, soup, thread_url

pytestmark = pytest.mark.django_db
REASONS = {"reason_en": "No names, please.", "reason_es": "Sin nombres, por favor."}
HIDDEN = "It is hidden until a moderator has looked at it."


@pytest.fixture
def moderator(db):
    return UserFactory(moderator=True)


@pytest.fixture
def comment(page):
    return CommentFactory(page=page, content="Nasty words", author=UserFactory(spanish=True))


def to_report(comment):
    return reverse("comment_report", args=[comment.pk])


def reported(comment, times=1):
    for _number in range(times):
        reporting.report(comment, UserFactory(), reason=ReportReason.ATTACK)
    comment.refresh_from_db()
    return comment


def on_desk(user, comment):
    return Desk(user).find("comment", comment.pk)


def test_a_member_reports_a_comment_with_a_reason(client, member, page, comment):
    assert "Report" in soup(client.get(page.url)).select_one(f"#comment-{comment.pk} .post__foot").get_text()
    form = soup(client.get(to_report(comment))).select_one("main form")
    assert [radio["value"] for radio in form.select("[type=radio]")] == ReportReason.values
    answer = client.post(to_report(comment), {"reason": "attack", "note": "He means my son"}, follow=True)
    assert "Thank you. A moderator will look at it." in answer.text
    report = CommentReport.objects.get()
    assert (report.comment, report.user, report.reason, report.note) == (comment, member, "attack", "He means my son")
    assert "Nasty words" in answer.text


def test_a_report_needs_a_reason_and_loses_nothing(client, member, comment):
    answer = client.post(to_report(comment), {"note": "He means my son"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert "He means my son" in soup(answer).select_one("textarea").get_text()
    assert not CommentReport.objects.exists()


def test_three_people_hide_it_until_a_moderator_has_looked(client, page, comment):
    loud = UserFactory()
    for _thrice in range(3):
        reporting.report(comment, loud, reason=ReportReason.OTHER)
    reported(comment)
    assert "Nasty words" in client.get(page.url).text
    reported(comment)
    for url in (page.url, list_url(page), thread_url(comment)):
        text = client.get(url).text
        assert "Nasty words" not in text
        assert HIDDEN in text
    assert "Comments (1)" not in client.get(page.url).text


def test_a_moderator_finds_it_right_and_no_report_hides_it_again(client, page, comment, moderator):
    item = on_desk(moderator, reported(comment, 3))
    client.force_login(moderator)
    shown = client.get(reverse("moderation:item", args=["comment", comment.pk])).text
    for words in ("Nasty words", "3 reports", "It attacks somebody", "Leave it on the page", "The toolkit"):
        assert words in shown
    client.post(reverse("moderation:item", args=["comment", comment.pk]), {"approve": "1"})
    client.logout()
    assert "Nasty words" in client.get(page.url).text
    assert on_desk(moderator, comment) is None
    with pytest.raises(NotWaitingError):
        deciding.approve(item, moderator)
    reported(comment, 4)
    assert "Nasty words" in client.get(page.url).text
    assert on_desk(moderator, comment)


def test_other_words_can_hide_what_was_found_right(comment):
    reporting.keep(reported(comment))
    comments.edit(comment, comment.user, content="Worse words", language="en")
    assert not reported(comment, 3).is_public


def test_a_moderator_takes_it_off_and_the_author_reads_why(client, page, comment, moderator):
    CommentFactory(reply_to=comment, content="Be kind")
    decision = deciding.reject(on_desk(moderator, reported(comment)), moderator, **REASONS)
    assert (decision.title, decision.text, decision.author) == ("The toolkit", "Nasty words", comment.user)
    text = client.get(page.url).text
    assert "Nasty words" not in text
    assert "A moderator took it off the page." in text
    assert "Be kind" in text
    notice = Notice.objects.get(recipient=comment.user)
    assert notice.context["reason"] == "Sin nombres, por favor."
    client.force_login(comment.user)
    assert "Nasty words" in client.get(notice.context["url"]).text
    assert f"{page.url}#comments" in client.get(notice.context["url"]).text


MATRIX = {"visitor": 302, "author": 403, "member": 302, "moderator": 302, "working_group": 302}


@pytest.mark.parametrize("role", MATRIX)
def test_who_may_report(client, comment, role):
    people = {"visitor": None, "author": comment.user, "member": UserFactory()}
    person = people[role] if role in people else UserFactory(**{role: True})
    if person:
        client.force_login(person)
    assert client.post(to_report(comment), {"reason": "attack"}).status_code == MATRIX[role]
    assert CommentReport.objects.exists() is (role not in ("visitor", "author"))


@pytest.mark.parametrize(
    ("role", "may"), [("moderator", True), ("admin", True), ("editor", False), ("working_group", False)]
)
def test_who_decides(client, comment, role, may):
    person = UserFactory(**{role: True})
    assert bool(on_desk(person, reported(comment))) is may
    client.force_login(person)
    answer = client.post(reverse("moderation:item", args=["comment", comment.pk]), {"approve": "1"})
    assert (answer.status_code == 302) is may
    assert Decision.objects.exists() is may


def test_what_is_hidden_removed_or_taken_back_cannot_be_reported_liked_or_changed(client, page):
    author = UserFactory()
    hidden = reported(CommentFactory(page=page, author=author), 3)
    removed = reported(CommentFactory(page=page, author=author))
    reporting.remove(removed)
    for comment in (hidden, removed):
        client.force_login(UserFactory())
        assert client.post(to_report(comment), {"reason": "attack"}).status_code == 403
        assert client.post(reverse("comment_like", args=[comment.pk])).status_code == 403
        client.force_login(author)
        client.post(reverse("comment_edit", args=[comment.pk]), {"content": "Shown again", "language": "en"})
    assert not Comment.objects.filter(comment="Shown again").exists()


def test_what_its_author_takes_back_no_longer_waits(comment, moderator):
    comments.withdraw(reported(comment), comment.user)
    assert on_desk(moderator, comment) is None


def test_nobody_learns_who_reported(client, page, comment, moderator):
    reporting.report(comment, UserFactory(display_name="Zoe Reporter"), reason=ReportReason.ATTACK)
    for person in (comment.user, moderator):
        client.force_login(person)
        for url in (page.url, reverse("moderation:queue"), reverse("moderation:item", args=["comment", comment.pk])):
            assert "Zoe Reporter" not in client.get(url).text


def test_an_erased_person_leaves_no_words_that_were_taken_off(comment, moderator):
    deciding.reject(on_desk(moderator, reported(comment)), moderator, **REASONS)
    erasing.erase_account(comment.user)
    comment.refresh_from_db()
    assert (comment.comment, comment.html, comment.user) == ("", "", None)
    assert Decision.objects.get().text == ""


@pytest.mark.once
def test_the_desk_needs_no_more_queries_for_more_reports(client, page, moderator):
    reported(CommentFactory(page=page))
    client.force_login(moderator)

    def grow():
        for _number in range(5):
            reported(CommentFactory(page=page), 2)

    assert_flat(lambda: client.get(reverse("moderation:queue")), grow)


@pytest.mark.django_db(transaction=True)
def test_three_reports_at_once_hide_it(comment):
    people, start = [UserFactory() for _number in range(3)], Barrier(3)

    def act(person):
        start.wait()
        try:
            reporting.report(comment, person, reason=ReportReason.ATTACK)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(act, people))
    comment.refresh_from_db()
    assert (comment.is_public, comment.reports.count()) == (False, 3)


def test_other_words_can_be_reported_by_whoever_reported_those_of_before(comment, moderator):
    person = UserFactory()
    reporting.report(comment, person, reason=ReportReason.ATTACK, note="First")
    reporting.keep(comment)
    reporting.report(comment, person, reason=ReportReason.ATTACK)
    assert not on_desk(moderator, comment), "it is the same report of the same words"
    comments.edit(comment, comment.user, content="Worse words", language="en")
    reporting.report(comment, person, reason=ReportReason.PRIVATE, note="Second")
    assert on_desk(moderator, comment)
    said = CommentReport.objects.get()
    assert (said.reason, said.note) == (ReportReason.PRIVATE, "Second")
