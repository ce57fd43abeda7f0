"""What a member does with one comment: changes, takes back, likes; and who may."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.domain import erasing
from cms.caching import store
from cms.caching.addresses import address_of
from feedback.domain import comments
from feedback.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.plugins.tasks import commit
from tests.queries import assert_flat

from .conftest import WORDS, list_url, soup, thread_url, told

pytestmark = pytest.mark.django_db


def to(action, comment):
    return reverse(f"comment_{action}", args=[comment.pk])


def buttons(box, comment):
    foot = box.select_one(f"#comment-{comment.pk} .post__foot")
    texts = [part.get_text(" ", strip=True).partition(" :")[0] for part in foot.select("a, button")] if foot else []
    return [text for text in texts if text != "Report it"]


def test_one_changes_what_one_has_just_written(client, member, page):
    comment = CommentFactory(page=page, author=member, content="Godo")
    assert buttons(soup(client.get(page.url)), comment) == ["Edit", "Take back"]
    form = soup(client.get(to("edit", comment))).select_one("main form")
    assert form.textarea.get_text().strip() == "Godo"
    answer = client.post(to("edit", comment), {"content": "**Good**", "language": "es"}, follow=True)
    assert answer.redirect_chain == [(f"{thread_url(comment)}#comment-{comment.pk}", 302)]
    shown = soup(answer).select_one(f"#comment-{comment.pk}")
    assert shown.select_one(".prose").decode_contents() == "<p><strong>Good</strong></p>"
    assert shown.select_one(".prose")["lang"] == "es"
    assert "edited" in shown.get_text()


def test_after_half_an_hour_it_can_only_be_taken_back(client, member, page):
    comment = CommentFactory(page=page, author=member, at=timezone.now() - timedelta(minutes=31))
    assert buttons(soup(client.get(page.url)), comment) == ["Take back"]
    assert client.get(to("edit", comment)).status_code == 200
    answer = client.post(to("edit", comment), WORDS)
    assert answer.status_code == 409
    assert WORDS["content"] in soup(answer).select_one("main").get_text()
    assert Comment.objects.get().edited_at is None


def test_bad_changes_are_explained_and_kept(client, member, page):
    comment = CommentFactory(page=page, author=member)
    answer = client.post(to("edit", comment), {"content": "x" * 3001, "language": "en"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["content"])
    assert Comment.objects.get().edited_at is None


def test_what_is_taken_back_loses_its_words_and_keeps_its_place(client, member, page):
    comment = CommentFactory(page=page, author=member, content="Regretted")
    reply = CommentFactory(reply_to=comment, content="Why?")
    other = CommentFactory(reply_to=comment, author=member, content="Because")
    comments.like(comment, UserFactory())
    assert "Regretted" in client.get(to("withdraw", comment)).text
    client.post(to("withdraw", comment))
    client.post(to("withdraw", other))
    comment.refresh_from_db()
    assert (comment.comment, comment.html, comment.flags.count()) == ("", "", 0)
    box = soup(client.get(page.url)).select_one("#comments")
    assert "Regretted" not in box.get_text()
    assert told(box) == ["Why?"]
    assert [part.get_text(strip=True) for part in box.select("article p.muted")] == ["Its author took it back."] * 2
    assert soup(client.get(thread_url(comment))).select_one(f"#comment-{reply.pk}")
    assert client.post(to("withdraw", comment)).status_code == 302


def test_a_thread_with_nothing_left_in_it_is_gone(client, member, page):
    comment = CommentFactory(page=page, author=member)
    answer = client.post(to("withdraw", comment), follow=True)
    assert answer.redirect_chain[-1][0] == f"{page.url}#comments"
    assert not soup(answer).select("article.post")
    assert "Your comment is taken back." in answer.text
    assert client.get(thread_url(comment)).status_code == 404


def test_a_reply_that_others_hid_or_took_back_is_not_shown_again_when_its_thread_is_changed(page, member):
    opening = CommentFactory(page=page, author=member)
    reply = CommentFactory(reply_to=opening)
    Comment.objects.filter(pk=reply.pk).update(is_public=False)
    comments.edit(opening, member, content="Changed", language="en")
    reply.refresh_from_db()
    assert not reply.is_public


def test_a_member_likes_once_and_takes_it_back(client, member, page):
    comment = CommentFactory(page=page)
    comments.like(comment, UserFactory())
    for _twice in range(2):
        answer = client.post(to("like", comment), {"next": page.url}, follow=True)
        assert answer.redirect_chain == [(f"{page.url}#comment-{comment.pk}", 302)]
    box = soup(answer)
    assert "2 people like it" in " ".join(box.select_one(f"#comment-{comment.pk}").get_text().split())
    assert buttons(box, comment) == ["You like it"]
    assert box.select_one(f"#comment-{comment.pk} button")["aria-pressed"] == "true"
    answer = client.post(to("like", comment), {"next": page.url, "remove": "1"}, follow=True)
    assert "1 person likes it" in " ".join(soup(answer).select_one(f"#comment-{comment.pk}").get_text().split())
    assert buttons(soup(answer), comment) == ["I like it"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", ""])
def test_a_like_leads_nowhere_but_here(client, member, page, elsewhere):
    comment = CommentFactory(page=page)
    assert client.post(to("like", comment), {"next": elsewhere}).url == f"{thread_url(comment)}#comment-{comment.pk}"


def test_who_presses_without_end_is_stopped(client, member, page, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"comment_like": "1/h/user"}
    for comment in (CommentFactory(page=page), CommentFactory(page=page)):
        answer = client.post(to("like", comment), follow=True)
    assert "Too many requests" in answer.text
    assert comment.flags.count() == 0


ALLOWED = {  # action: who may, of a visitor, the author, another member, a moderator
    "edit": (302, 302, 403, 403),
    "withdraw": (302, 302, 403, 403),
    "like": (302, 403, 302, 302),
}


@pytest.mark.parametrize("action", ALLOWED)
def test_who_may(client, page, action):
    author = UserFactory()
    people = {"visitor": None, "author": author, "member": UserFactory(), "moderator": UserFactory(moderator=True)}
    answers = []
    for name, person in people.items():
        comment = CommentFactory(page=page, author=author)
        client.logout()
        if person:
            client.force_login(person)
        answer = client.post(to(action, comment), WORDS)
        comment.refresh_from_db()
        touched = bool(comment.edited_at or comment.withdrawn_at or comment.flags.count())
        assert touched is (answer.status_code == 302 and name != "visitor")
        assert name != "visitor" or answer.url.startswith("/en/accounts/login/")
        answers.append(answer.status_code)
    assert tuple(answers) == ALLOWED[action]


@pytest.mark.parametrize("action", ALLOWED)
def test_nothing_can_be_done_with_what_nobody_may_see(client, page, action):
    author = UserFactory()
    comment = CommentFactory(page=page, author=author)
    page.unpublish()
    for person in (author, UserFactory()):
        client.force_login(person)
        assert client.post(to(action, comment), WORDS).status_code == 404


@pytest.mark.parametrize("action", ALLOWED)
def test_a_number_too_large_for_a_comment_is_not_found(client, action):
    client.force_login(UserFactory())
    assert client.post(reverse(f"comment_{action}", args=[10**20]), WORDS).status_code == 404


def test_likes_of_an_erased_person_go_and_what_they_took_back_says_no_name(client, page):
    person = UserFactory(display_name="Ana Erased")
    liked = CommentFactory(page=page)
    comments.like(liked, person)
    own = CommentFactory(page=page, author=person)
    CommentFactory(reply_to=own)
    comments.withdraw(own, person)
    erasing.erase_account(person)
    assert liked.flags.count() == 0
    text = client.get(page.url).text
    assert "Ana Erased" not in text
    assert "Its author took it back." in text


def test_what_one_likes_is_in_no_page_that_is_kept_for_all(client, member, page, settings, rf):
    settings.PAGE_CACHE = True
    comment = CommentFactory(page=page)
    commit()
    client.post(to("like", comment))
    assert "You like it" in client.get(page.url).text
    client.logout()
    assert "You like it" not in client.get(page.url).text
    commit()
    kept = client.get(page.url)
    assert store.find(address_of(rf.get(page.url)))
    assert "1 person likes it" in " ".join(kept.text.split())
    comments.like(comment, UserFactory())
    commit()
    assert "2 people like it" in " ".join(client.get(page.url).text.split())


@pytest.mark.once
def test_a_member_needs_no_more_queries_for_more_likes(client, member, page):
    opening = CommentFactory(page=page)

    def grow():
        for comment in [opening, *[CommentFactory(reply_to=opening) for _number in range(2)]]:
            for _number in range(3):
                comments.like(comment, UserFactory())

    assert_flat(lambda: [client.get(url) for url in (page.url, list_url(page))], grow)


@pytest.mark.once
@pytest.mark.parametrize("where", ["x", "%FF", "comments:list", "?page=2"])
def test_an_odd_way_back_is_no_error(client, member, page, where):
    comment = CommentFactory(page=page)
    response = client.post(reverse("comment_like", args=[comment.pk]), {"next": where})
    assert response.status_code == 302
    assert response.url.endswith(f"#comment-{comment.pk}")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", settings.BASE_URL, None])
@pytest.mark.parametrize(
    ("what", "data"),
    [("edit", {"content": "Not mine", "language": "en"}), ("report", {"reason": "attack", "note": "Not mine"})],
)
def test_what_another_site_makes_a_browser_send_changes_nothing(page, origin, what, data):
    """A form without its token is shown again with what was typed, and never acted on."""
    person, browser = UserFactory(), Client(enforce_csrf_checks=True)
    comment = CommentFactory(page=page, content="Mine", author=person if what == "edit" else UserFactory())
    browser.force_login(person)
    answer = browser.post(to(what, comment), data, headers={"Origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "Not mine" in answer.text
    comment.refresh_from_db()
    assert comment.comment == "Mine"
    assert not comment.reports.exists()
