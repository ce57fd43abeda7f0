"""A decision is done, logged and told together, once; and nobody rewrites the log."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from cms.accounts.domain import erasing
from cms.moderation.domain import deciding
from cms.moderation.enums import ReadyReason
from cms.moderation.models import Decision, LogIsFinalError
from cms.moderation.registry import NotWaitingError
from cms.notices.models import Notice
from forums.forum_conversation.models import Post, Topic
from tests.factories.forums import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db
REASONS = {"reason_en": "No names, please.", "reason_es": "Sin nombres, por favor."}


def test_what_is_published_is_in_the_log(waiting, on_desk, moderator):
    deciding.approve(on_desk(waiting), moderator)
    assert Post.objects.get(pk=waiting.pk).approved
    decision = Decision.objects.get()
    assert (decision.kind, decision.target, decision.verdict) == ("forum-post", waiting.pk, "approved")
    assert (decision.author, decision.decided_by, decision.text) == (waiting.poster, moderator, "Vendo **coches**")
    assert (decision.title, decision.title_language, decision.language) == (waiting.topic.subject, "en", "es")


def test_the_author_reads_why_in_their_language_and_has_the_text_back(client, run_tasks, waiting, on_desk, moderator):
    deciding.reject(on_desk(waiting), moderator, **REASONS)
    run_tasks()
    notice = Notice.objects.get(recipient=waiting.poster)
    [message] = mail.outbox
    for words in ("Sin nombres, por favor.", "Vendo **coches**", waiting.topic.subject, "Hola, Rosa"):
        assert words in message.body
    assert "No names" not in message.body
    client.force_login(waiting.poster)
    page = client.get(notice.context["url"])
    assert page.status_code == 200
    assert notice.context["url"].startswith("/es/")
    for words in ("Sin nombres, por favor.", "Vendo **coches**", waiting.topic.get_absolute_url()[3:12]):
        assert words in page.content.decode()
    assert "Mia" not in page.content.decode()


def test_what_is_not_published_is_kept_out_of_sight_and_no_longer_waits(client, waiting, on_desk, moderator):
    deciding.reject(on_desk(waiting), moderator, **REASONS)
    rejected = Post.objects.get(pk=waiting.pk)
    assert (rejected.approved, rejected.waits) == (False, False)
    assert on_desk(waiting) is None
    client.force_login(waiting.poster)
    assert "coches" not in client.get(waiting.topic.get_absolute_url()).content.decode()
    assert Topic.objects.get(pk=waiting.topic_id).posts_count == 1


def test_a_topic_goes_with_its_opening_and_its_author_is_led_to_the_forum(client, on_desk, moderator, public_forum):
    topic = TopicFactory(forum=public_forum, approved=False)
    decision = deciding.reject(on_desk(topic.first_post), moderator, **REASONS)
    client.force_login(topic.poster)
    assert client.get(topic.get_absolute_url()).status_code == 404
    response = client.get(decision.get_absolute_url())
    assert response.context["place_url"] == public_forum.get_absolute_url()


@pytest.mark.parametrize("missing", [{"reason_en": ""}, {"reason_es": " "}])
def test_nothing_is_rejected_without_a_reason_in_both_languages(waiting, on_desk, moderator, missing):
    with pytest.raises(ValueError, match="both languages"):
        deciding.reject(on_desk(waiting), moderator, **REASONS | missing)
    assert Post.objects.get(pk=waiting.pk).waits
    assert not Decision.objects.exists()


def test_the_text_is_logged_as_it_was_when_it_was_decided(waiting, on_desk, moderator):
    seen = on_desk(waiting)
    Post.objects.filter(pk=waiting.pk).update(content="Regalo coches")
    assert deciding.approve(seen, moderator).text == "Regalo coches"


@pytest.mark.parametrize("gone", [False, True])
def test_what_is_decided_or_gone_cannot_be_decided_again(waiting, on_desk, moderator, gone):
    seen = on_desk(waiting)
    if gone:
        waiting.delete()
    else:
        deciding.reject(on_desk(waiting), moderator, **REASONS)
    for decide in (deciding.approve, lambda item, by: deciding.reject(item, by, **REASONS)):
        with pytest.raises(NotWaitingError):
            decide(seen, moderator)
    assert Decision.objects.count() == (0 if gone else 1)


def test_nobody_rewrites_the_log(waiting, on_desk, moderator):
    decision = deciding.approve(on_desk(waiting), moderator)
    decision.reason_en = "Invented later"
    for change in (
        decision.save,
        decision.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(reason_en="Invented later"),
        lambda: Decision.objects.bulk_update([decision], ["reason_en"]),
    ):
        with pytest.raises(LogIsFinalError), transaction.atomic():
            change()
    assert Decision.objects.get().reason_en == ""


def test_the_log_outlives_the_people_in_it(waiting, on_desk, moderator):
    deciding.approve(on_desk(waiting), moderator)
    waiting.poster.delete()
    moderator.delete()
    decision = Decision.objects.get()
    assert (decision.author, decision.decided_by, decision.verdict) == (None, None, "approved")


def test_every_ready_reason_is_there_in_both_languages():
    for reason in ReadyReason:
        with translation.override("es"):
            spanish = str(reason.label)
        assert spanish != str(reason.label)


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once(waiting, on_desk, moderator):
    seen, start = [on_desk(waiting), on_desk(waiting)], Barrier(2)

    def act(number):
        start.wait()
        try:
            if number:
                deciding.approve(seen[1], moderator)
            else:
                deciding.reject(seen[0], moderator, **REASONS)
        except NotWaitingError:
            return "late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, range(2))) == ["done", "late"]
    assert Post.objects.get(pk=waiting.pk).approved is (Decision.objects.get().verdict == "approved")


def erase(person):
    erasing.erase_account(person)
    return Decision.objects.order_by("pk")


def test_the_log_keeps_what_was_decided_about_an_erased_person_without_their_words(
    client, waiting, on_desk, moderator, public_forum
):
    other = PostFactory(topic=waiting.topic, content="Other words", approved=False)
    published = PostFactory(topic=waiting.topic, poster=waiting.poster, content="Secret words", approved=False)
    deciding.approve(on_desk(published), moderator)
    for post in (waiting, other):
        deciding.reject(on_desk(post), moderator, **REASONS)
    approved, rejected, of_another = erase(waiting.poster)
    assert (approved.author, approved.text, approved.title) == (None, "", waiting.topic.subject)
    assert (rejected.author, rejected.text, rejected.title) == (None, "", "")
    assert (rejected.verdict, rejected.reason_es, rejected.decided_by) == ("rejected", REASONS["reason_es"], moderator)
    assert (of_another.text, of_another.title) == ("Other words", waiting.topic.subject)
    client.force_login(moderator)
    for path in (rejected.get_absolute_url(), reverse("moderation:log")):
        page = client.get(path).content.decode()
        assert "Erased with its author" in page
        assert "coches" not in page


def test_what_was_not_published_of_an_erased_person_is_gone_and_what_was_stays(waiting, on_desk, moderator):
    alone = TopicFactory(forum=waiting.topic.forum, poster=waiting.poster, approved=False)
    published = PostFactory(topic=waiting.topic, poster=waiting.poster, content="We do it so")
    for post in (waiting, alone.posts.get()):
        deciding.reject(on_desk(post), moderator, **REASONS)
    erase(waiting.poster)
    assert not Topic.objects.filter(pk=alone.pk).exists()
    assert Post.objects.get(pk=waiting.pk).content.raw == ""
    published.refresh_from_db()
    assert (published.poster, published.content.raw) == (None, "We do it so")


def test_an_erased_moderator_leaves_the_words_of_others_in_the_log(waiting, on_desk, moderator):
    deciding.reject(on_desk(waiting), moderator, **REASONS)
    [decision] = erase(moderator)
    assert (decision.decided_by, decision.text, decision.author) == (None, "Vendo **coches**", waiting.poster)
