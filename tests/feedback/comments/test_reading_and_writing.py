"""Talking below a page: what is read by whom, in which language, and what becomes of what is written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sites.models import Site
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.accounts.domain import erasing
from cms.caching import store
from cms.caching.addresses import address_of
from cms.intake.models import Draft
from feedback.domain import comments
from feedback.models import Comment
from feedback.queries.comments import REPLIES_SHOWN, THREADS_BELOW, THREADS_PER_PAGE
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.factories.pages import (
    BoardUpdatePageFactory,
    ResourcePageFactory,
    SessionPageFactory,
    StandardPageFactory,
    translate,
)
from tests.plugins.tasks import commit
from tests.queries import assert_flat

from .conftest import WORDS, list_url, soup, thread_url, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [ResourcePageFactory, SessionPageFactory, BoardUpdatePageFactory])
def test_a_member_says_something_below_a_page_and_reads_it_there(client, member, make):
    page = make()
    form = soup(client.get(page.url)).select_one("#comments form")
    assert form["action"] == list_url(page)
    answer = client.post(form["action"], WORDS, follow=True)
    comment = Comment.objects.get()
    assert answer.redirect_chain == [(f"{page.url}#comment-{comment.pk}", 302)]
    box = soup(answer).select_one("#comments")
    assert box.select_one("[role=status]").get_text(strip=True) == "Thank you. Your comment is published."
    assert box.h2.get_text(" ", strip=True) == "Comments (1)"
    assert box.select_one(f"#comment-{comment.pk} .prose").decode_contents() == "<p>We <strong>tried</strong> it.</p>"
    assert "Rosa Nadie" in box.get_text()


def test_nothing_but_the_words_is_kept_of_who_wrote(client, member, page):
    client.post(list_url(page), WORDS)
    comment = Comment.objects.get()
    assert (comment.user, comment.language, comment.content_object) == (member, "en", page.work)
    kept = (comment.user_name, comment.user_email, comment.user_url, comment.ip_address)
    assert kept == ("", "", "", None)
    assert member.email not in client.get(page.url).text


def test_a_page_of_another_type_is_not_talked_about(client, member):
    page = StandardPageFactory()
    assert not soup(client.get(page.url)).select("#comments")
    assert client.post(list_url(page), WORDS).status_code == 404


def test_an_answer_stands_below_what_it_answers_and_an_answer_to_it_beside_it(client, member, page):
    first = CommentFactory(page=page, content="First")
    CommentFactory(page=page, content="Second")
    answer = client.post(thread_url(first), WORDS | {"content": "An answer"})
    reply = Comment.objects.get(comment="An answer")
    assert answer.url == f"{thread_url(first)}#comment-{reply.pk}"
    CommentFactory(reply_to=reply, content="One more")
    box = soup(client.get(page.url)).select_one("#comments")
    assert told(box) == ["Second", "First", "An answer", "One more"]
    assert told(box.select_one(".thread__replies")) == ["An answer", "One more"]
    assert told(soup(client.get(thread_url(first)))) == ["First", "An answer", "One more"]


def test_all_translations_show_all_comments_each_in_its_language(client, page, spanish):
    comment = CommentFactory(page=page, content="Good", language="en")
    CommentFactory(page=spanish, content="Bueno", language="es")
    CommentFactory(reply_to=comment, content="Cierto", language="es")
    for url, other in ((page.url, "Español"), (spanish.url, "English")):
        box = soup(client.get(url)).select_one("#comments")
        assert told(box) == ["Bueno", "Good", "Cierto"]
        assert [words["lang"] for words in box.select("article .prose")] == ["es", "en", "es"]
        assert {badge.get_text(strip=True) for badge in box.select("article .badge")} == {other}
    box = soup(client.get(spanish.url)).select_one("#comments")
    assert box.h2.get_text(" ", strip=True) == "Comentarios (3)"
    assert list_url(page, "es") == f"/es/comentarios/{page.work_id}/"
    assert told(soup(client.get(list_url(page, "es")))) == ["Bueno", "Good", "Cierto"]


def test_one_writes_in_the_language_of_the_page_or_in_the_other(client, member, spanish):
    form = client.get(spanish.url).context["form"]
    assert soup(client.get(list_url(spanish, "es"))).select_one("option[selected]")["value"] == "es"
    client.post(list_url(spanish, "es"), {"content": "In English, please", "language": "en", "form_key": form.form_key})
    assert Comment.objects.get().language == "en"


def unpublish(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("hide", [unpublish, restrict])
def test_what_is_said_below_a_page_that_is_not_public_is_nowhere_to_be_seen(client, page, hide):
    comment = CommentFactory(page=page, content="Secret words")
    hide(page)
    for reader in (None, UserFactory(), UserFactory(admin=True)):
        client.logout()
        if reader:
            client.force_login(reader)
        for url in (list_url(page), thread_url(comment), list_url(page, "es"), thread_url(comment, "es")):
            assert client.get(url).status_code == 404
            assert client.post(url, WORDS).status_code == 404
        assert "Secret words" not in client.get(page.url).text
    assert Comment.objects.count() == 1
    assert not Draft.objects.exists()


def test_what_was_said_below_the_english_page_can_be_read_below_the_spanish_one_alone(client, page, spanish):
    comment = CommentFactory(page=page, content="Good")
    page.unpublish()
    for url in (spanish.url, list_url(page), thread_url(comment)):
        assert "Good" in client.get(url).text


def test_a_thread_is_found_below_its_own_page_only(client, page):
    comment, reply = CommentFactory(page=page), CommentFactory(reply_to=CommentFactory(page=page))
    other = ResourcePageFactory()
    found = [client.get(f"/en/comments/{page.work_id}/{each}/") for each in (reply.pk, comment.pk + 99, 10**20)]
    found.append(client.get(f"/en/comments/{other.work_id}/{comment.pk}/"))
    assert {each.status_code for each in found} == {404}


def test_who_has_no_account_is_led_to_sign_in_and_finds_what_was_typed(client, page):
    box = soup(client.get(page.url)).select_one("#comments")
    assert not box.select("form")
    assert box.select_one("a.button")["href"] == f"/en/accounts/login/?next={list_url(page)}%23write"
    response = client.post(list_url(page), WORDS)
    assert not Comment.objects.exists()
    assert "what you wrote is in the form again" in client.get(response.url).text
    client.force_login(UserFactory())
    [back] = parse_qs(urlsplit(response.url).query)["next"]
    assert soup(client.get(back)).select_one("textarea").get_text().strip() == WORDS["content"]
    assert soup(client.get(back)).select_one("textarea").get_text().strip() == ""


def test_an_expired_form_is_shown_again_with_what_was_typed(page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserFactory())
    answer = browser.post(list_url(page), WORDS)
    assert answer.status_code == 403
    assert soup(answer).select_one("textarea").get_text().strip() == WORDS["content"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"content": ""}, "content"), ({"content": "x" * 3001}, "content"), ({"language": "tlh"}, "language")],
)
def test_bad_input_is_explained_and_kept(client, member, page, typed, field):
    comment = CommentFactory(page=page)
    for url in (list_url(page), thread_url(comment)):
        answer = client.post(url, WORDS | typed)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert (WORDS | typed)["content"] in soup(answer).select_one("textarea").get_text()
    assert Comment.objects.count() == 1


def test_a_preview_shows_how_it_will_look_and_sends_nothing(client, member, page):
    answer = client.post(list_url(page), WORDS | {"preview": "1"})
    assert soup(answer).select_one(".forum-preview .prose").decode_contents() == "<p>We <strong>tried</strong> it.</p>"
    assert not Comment.objects.exists()


def test_words_do_no_harm(client, member, page):
    client.post(list_url(page), WORDS | {"content": "<script>alert(1)</script> [x](javascript:alert(1))"})
    box = soup(client.get(page.url)).select_one("#comments")
    assert not box.select("script, article .prose a")


def test_one_form_is_one_comment(client, member, page):
    key = client.get(list_url(page)).context["form"].form_key
    first, again = (client.post(list_url(page), WORDS | {"form_key": key}) for _ in range(2))
    assert first.url == again.url
    assert Comment.objects.count() == 1


def test_who_writes_too_often_is_told_so_and_loses_nothing(client, member, page, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"comment": "2/h/user"}
    answers = [client.post(list_url(page), WORDS | {"content": f"No. {number}"}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "No. 2" in soup(answers[-1]).select_one("textarea").get_text()


def test_a_robot_is_not_heard(client, member, page):
    assert client.post(list_url(page), WORDS | {"website": "x"}).status_code == 302
    assert not Comment.objects.exists()


def test_an_erased_person_leaves_the_words_of_a_former_member(client, page):
    author = UserFactory(display_name="Ana Erased")
    comment = CommentFactory(page=page, author=author, content="Good")
    CommentFactory(reply_to=comment, content="Indeed")
    erasing.erase_account(author)
    box = soup(client.get(page.url)).select_one("#comments")
    assert told(box) == ["Good", "Indeed"]
    assert "Ana Erased" not in box.get_text()
    assert "Former member" in box.get_text()


def test_with_the_last_page_of_a_work_go_its_comments(page, spanish):
    CommentFactory(reply_to=CommentFactory(page=page))
    other = CommentFactory()
    page.delete()
    spanish.delete()
    assert list(Comment.objects.all()) == [other]


def test_a_page_shows_the_newest_threads_and_the_first_replies_and_leads_to_the_rest(client, page):
    threads = [CommentFactory(page=page, content=f"No. {number}") for number in range(THREADS_PER_PAGE + 1)]
    replies = [CommentFactory(reply_to=threads[-1], content=f"Re {number}") for number in range(REPLIES_SHOWN + 2)]
    box = soup(client.get(page.url)).select_one("#comments")
    assert told(box)[: REPLIES_SHOWN + 2] == ["No. 20", "Re 0", "Re 1", "Re 2", "No. 19"]
    assert len(box.select(".thread")) == THREADS_BELOW
    assert box.h2.get_text(" ", strip=True) == f"Comments ({len(threads) + len(replies)})"
    more = box.select_one(".thread__foot a.more")
    assert (more["href"], more.get_text(strip=True)) == (thread_url(threads[-1]), "All 5 replies")
    assert len(soup(client.get(list_url(page))).select(".thread")) == THREADS_PER_PAGE
    assert told(soup(client.get(f"{list_url(page)}?page=2"))) == ["No. 0"]
    assert len(told(soup(client.get(thread_url(threads[-1]))))) == 6


def test_a_link_to_a_comment_leads_to_the_part_of_its_thread_where_it_stands(client, page, monkeypatch):
    monkeypatch.setattr("feedback.models.comment.REPLIES_PER_PAGE", 2)
    monkeypatch.setattr("feedback.views.comments.REPLIES_PER_PAGE", 2)
    opening = CommentFactory(page=page)
    for comment in [opening, *[CommentFactory(reply_to=opening) for _number in range(5)]]:
        comment.refresh_from_db()
        assert soup(client.get(comment.get_absolute_url())).select(f"#comment-{comment.pk}")


@pytest.mark.once
@pytest.mark.parametrize("reader", [None, "member"])
def test_no_page_needs_more_queries_for_more_comments(client, page, reader):
    opening = CommentFactory(page=page)
    CommentFactory(reply_to=opening)
    if reader:
        client.force_login(UserFactory())

    def grow():
        for _number in range(4):
            CommentFactory(reply_to=CommentFactory(page=page))
            CommentFactory(reply_to=opening)

    urls = (page.url, list_url(page), thread_url(opening))
    assert_flat(lambda: [client.get(url) for url in urls], grow)


def test_a_visitor_gets_the_kept_page_until_somebody_says_something(client, page, settings, rf):
    settings.PAGE_CACHE = True
    CommentFactory(page=page, content="First")
    commit()
    urls = (page.url, list_url(page))
    for url in urls:
        first = client.get(url)
        assert store.find(address_of(rf.get(url)))
        assert "csrfmiddlewaretoken" not in first.text
        assert not first.cookies
    CommentFactory(page=page, content="Second")
    commit()
    for url in urls:
        assert told(soup(client.get(url))) == ["Second", "First"]


def test_what_a_member_is_offered_is_in_no_kept_page(client, page, settings):
    settings.PAGE_CACHE = True
    commit()
    member = Client()
    member.force_login(UserFactory(display_name="Rosa Nadie"))
    assert soup(member.get(page.url)).select("#comments form")
    assert not soup(client.get(page.url)).select("#comments form")
    assert "Rosa Nadie" not in client.get(page.url).text


def test_comments_are_of_the_site_that_is_served(settings):
    assert Site.objects.get().pk == settings.SITE_ID
    assert Site.objects.get().domain in settings.BASE_URL


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_are_both_heard_and_stand_one_after_the_other(page):
    opening, people, start = CommentFactory(page=page), [UserFactory(), UserFactory()], Barrier(2)

    def answer(person):
        start.wait()
        try:
            comments.write(opening.work, person, content="Me too", language="en", reply_to=opening)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer, people))
    assert sorted(Comment.objects.filter(level=1).values_list("order", flat=True)) == [2, 3]
    assert Comment.objects.get(pk=opening.pk).nested_count == 2


def test_nothing_of_the_library_can_be_reached(client, page):
    comment = CommentFactory(page=page)
    for path in ("comments/post/", f"comments/reply/{comment.pk}/", "comments/confirm/x/", "comments/api/"):
        assert client.get(f"/en/{path}").status_code == 404
    assert translate(page).work_id == page.work_id


def test_below_other_pages_nobody_talks(client, member):
    page = StandardPageFactory()
    assert client.get(list_url(page)).status_code == client.post(list_url(page), WORDS).status_code == 404
    assert not Comment.objects.exists()
