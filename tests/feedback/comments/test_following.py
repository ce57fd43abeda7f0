"""Who hears of comments: once, in their language, and only while they want to."""

import pytest
from django.core import mail
from django.urls import reverse

from cms.accounts.domain import erasing
from cms.accounts.enums import Digest
from cms.notices.models import Notice
from feedback import tasks
from feedback.domain import comment_following, comments
from feedback.models import Comment, CommentFollower
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.queries import queries

from .conftest import WORDS, list_url, soup, thread_url

pytestmark = pytest.mark.django_db


def told():
    return set(Notice.objects.values_list("kind", "recipient__display_name"))


@pytest.fixture
def talk(page):
    """Ana asks, Berta answers and is announced already; Carla has said something else."""
    ana, berta, carla = (UserFactory(display_name=name) for name in ("Ana", "Berta", "Carla"))
    CommentFactory(page=page, author=carla)
    opening = CommentFactory(page=page, author=ana)
    CommentFactory(reply_to=opening, author=berta)
    tasks.announce_comments()
    Notice.objects.all().delete()
    return opening


def test_who_is_answered_hears_of_a_reply_and_who_follows_of_a_comment(run_tasks, talk):
    CommentFactory(reply_to=talk, author=UserFactory(display_name="Dora"), content="Secret words")
    run_tasks()
    assert told() == {("comment_reply", "Ana"), ("comment_new", "Berta"), ("comment_new", "Carla")}
    assert {message.subject for message in mail.outbox} >= {
        "Dora replied to you below “The toolkit”",
        "Dora commented on “The toolkit”",
    }
    assert not any("Secret words" in message.body for message in mail.outbox)


def test_nobody_is_told_twice_or_of_what_they_wrote_themselves(run_tasks, talk):
    comment = CommentFactory(reply_to=talk, author=talk.user)
    run_tasks()
    for _again in range(2):
        Comment.objects.filter(pk=comment.pk).update(announced_at=None)
        tasks.announce_comments(comment.pk)
        tasks.announce_comments()
    assert told() == {("comment_new", "Berta"), ("comment_new", "Carla")}
    assert Notice.objects.count() == 2


def test_each_hears_in_their_language_with_a_link_that_works(client, run_tasks, page, spanish):
    comment_following.follow(page.work, UserFactory(spanish=True, display_name="Lucía"))
    comment = CommentFactory(page=page, author=UserFactory(display_name="Ana"), content="Good")
    run_tasks()
    notice = Notice.objects.get()
    assert notice.context["title"] == "El paquete"
    assert notice.context["url"] == f"{thread_url(comment, 'es')}#comment-{comment.pk}"
    assert "Good" in client.get(notice.context["url"]).text
    [message] = mail.outbox
    assert message.subject == "Ana comentó en «El paquete»"


@pytest.mark.parametrize("digest", Digest)
def test_mail_comes_as_each_chose(run_tasks, page, digest):
    comment_following.follow(page.work, UserFactory(digest=digest))
    CommentFactory(page=page)
    run_tasks()
    assert len(mail.outbox) == (digest == Digest.AT_ONCE)
    assert Notice.objects.count() == 1


def test_one_follows_and_stops_by_a_button(client, member, page, run_tasks):
    url = reverse("comments_follow", args=[page.work_id])
    box = soup(client.get(page.url)).select_one("#comments")
    assert "Follow these comments" in box.select_one(f'form[action="{url}"]').get_text()
    answer = client.post(url, follow=True)
    assert answer.redirect_chain == [(f"{page.url}#comments", 302)]
    assert "You follow these comments now" in answer.text
    assert "Stop following these comments" in client.get(list_url(page)).text
    client.post(url, {"remove": "1"})
    CommentFactory(page=page)
    run_tasks()
    assert not Notice.objects.exists()
    client.post(list_url(page), WORDS)
    assert CommentFollower.objects.filter(user=member).exists()


@pytest.mark.parametrize("person", [None, "member"])
def test_what_is_not_public_cannot_be_followed(client, page, person):
    page.unpublish()
    url = reverse("comments_follow", args=[page.work_id])
    if person:
        client.force_login(UserFactory())
    assert client.post(url).status_code == (404 if person else 302)
    assert not CommentFollower.objects.exists()


def test_nobody_hears_of_what_cannot_be_read(talk, page):
    comments.withdraw(taken_back := CommentFactory(reply_to=talk), taken_back.user)
    Comment.objects.filter(pk=CommentFactory(page=page).pk).update(is_public=False)
    tasks.announce_comments()
    CommentFactory(page=page)
    page.unpublish()
    tasks.announce_comments()
    assert not Notice.objects.exists()
    assert not Comment.objects.shown().filter(announced_at=None).exists()


def test_a_closed_account_hears_nothing_and_an_erased_author_has_no_name(run_tasks, talk):
    CommentFollower.objects.exclude(user=talk.user).delete()
    author = UserFactory(display_name="Eva Erased")
    CommentFactory(reply_to=talk, author=author)
    run_tasks()
    erasing.erase_account(author)
    assert Notice.objects.get().context["author"] == "Former member"
    talk.user.is_active = False
    talk.user.save()
    CommentFactory(reply_to=talk)
    run_tasks()
    assert Notice.objects.count() == 1


def test_telling_many_costs_what_telling_few_costs(page):
    def announce(followers):
        for person in [UserFactory() for _number in range(followers)]:
            comment_following.follow(page.work, person)
        comment = CommentFactory(page=page)
        return len(queries(lambda: comment_following.announce(comment)))

    assert announce(20) <= announce(2)
