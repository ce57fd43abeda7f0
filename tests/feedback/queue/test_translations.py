"""Members read what was said in the other language as a machine translates it, where a translator is named."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.accounts.domain import participants
from cms.translation import service
from feedback.domain import comment_signals, comments, moves, ratings, translating, voting
from feedback.enums import Status
from feedback.models import Need, Signal, SignalTranslation
from feedback.tasks import translate_signals
from tests.cms.translation.server import libretranslate
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, CommentFactory, make_need
from tests.factories.pages import ResourcePageFactory
from tests.queries import queries

pytestmark = pytest.mark.django_db

MARK = "Machine translation from Spanish"


@pytest.fixture
def server(settings, monkeypatch):
    monkeypatch.setattr(service.breaker, "resting_until", 0.0)
    with libretranslate() as server:
        settings.TRANSLATOR_URL = server.url
        yield server


def spanish(body="Nos urge.", **values):
    return make_need(title="Mapa de camiones", body=body, language="es", **values)


def screen(client, need, **who):
    client.force_login(UserFactory(working_group=True, **who))
    return client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])).text


def sent(server):
    return [asked["q"] for _path, asked in server.asked]


def test_a_member_reads_it_below_the_words_and_marked(client, server):
    need = spanish()
    assert MARK not in screen(client, need)
    assert sent(server) == []  # nothing is asked within a request
    translate_signals()
    text = screen(client, need)
    shown = text.partition(MARK)[2].partition("</li>")[0]
    assert re.search(r'<div lang="en">\s*<p>Mapa de camiones</p>\s*<p>Nos urge. \(in English\)</p>', shown)
    assert text.index("<p>Nos urge.</p>") < text.index(MARK)
    assert "Traducción automática" not in screen(client, need, spanish=True)


def test_the_other_way_round(client, server):
    need = make_need(title="A bus map", body="Soon.", language="en")
    translate_signals()
    text = screen(client, need, spanish=True)
    assert "Traducción automática del inglés" in text
    assert "Soon. (en español)" in text
    assert MARK not in screen(client, need)


def test_only_the_words_are_sent(server):
    person = UserFactory(display_name="Secret Name", email="secret@example.org")
    spanish(author=person)
    spanish(email="other@example.org")
    translate_signals()
    assert [path for path, _asked in server.asked] == ["/translate", "/translate"]
    for _path, asked in server.asked:
        said = "Mapa de camiones\n\nNos urge."
        assert asked == {"q": said, "source": "es", "target": "en", "format": "text"}


def test_without_a_translator_nothing_is_made_or_shown(client, server, settings):
    need = spanish()
    translate_signals()
    settings.TRANSLATOR_URL = ""
    assert MARK not in screen(client, need)
    spanish()
    translate_signals()
    assert len(server.asked) == SignalTranslation.objects.count() == 1


def test_each_is_asked_once_and_only_what_counts_for_open_needs(server):
    spanish()
    closed = spanish("Cerrada")
    moves.move(closed, Status.DECLINED, by=None, reason=BOTH)
    voice = spanish()
    voting.vote(moves.move(voice, Status.UNDER_REVIEW, by=None), participants.of_receipt("es"), language="es")
    Signal.objects.filter(need=spanish("Retirada")).update(withdrawn_at=timezone.now())
    translate_signals()
    translate_signals()
    assert sent(server) == ["Mapa de camiones\n\nNos urge."] * 2


def test_other_words_are_translated_anew_and_the_old_ones_not_shown(client, server):
    person, page = UserFactory(spanish=True), ResourcePageFactory()
    ratings.rate(page.work, person, 1, reason="Muy largo", language="es")
    translate_signals()
    ratings.rate(page.work, person, 1, reason="Muy corto", language="es")
    need = Need.objects.get()
    assert MARK not in screen(client, need)
    translate_signals()
    assert sent(server) == ["Muy largo", "Muy corto"]
    assert "Muy corto (in English)" in screen(client, need)
    assert not SignalTranslation.objects.filter(text__contains="largo").exists()


def test_it_goes_with_the_words(server):
    comment = CommentFactory(content="Mi nombre es Ana", language="es")
    signal = comment_signals.take_to_queue(comment, UserFactory(working_group=True))
    need = spanish()
    translate_signals()
    assert SignalTranslation.objects.count() == 2
    comments.withdraw(comment, comment.user)
    assert not signal.translations.exists()
    need.delete()
    Signal.objects.filter(need=None).delete()
    assert not SignalTranslation.objects.exists()


def test_words_that_changed_while_it_was_asked_are_not_kept(server, monkeypatch):
    signal = spanish().signals.get()

    def meanwhile(text, *languages):
        Signal.objects.filter(pk=signal.pk).update(text="Otra cosa")
        return "Something old"

    monkeypatch.setattr(service, "translate", meanwhile)
    translating.translate_due()
    assert not SignalTranslation.objects.exists()


def test_what_is_refused_is_not_asked_again(client, server):
    need = spanish()
    server.answers.append((400, "{}"))
    translate_signals()
    translate_signals()
    assert len(server.asked) == 1
    assert MARK not in screen(client, need)


def test_a_failure_ends_the_turn_and_what_failed_comes_last_the_next_time(server):
    need = spanish("La primera")
    failing = spanish("La que falla")
    server.answers.append((500, ""))
    translate_signals()
    assert sent(server) == [failing.signals.get().said]
    service.breaker.resting_until = 0.0
    translate_signals()
    assert sent(server)[1:] == [need.signals.get().said, failing.signals.get().said]
    assert SignalTranslation.objects.exclude(text="").count() == 2


def test_what_failed_takes_no_place_of_others(server, monkeypatch):
    monkeypatch.setattr(translating, "BATCH", 1)
    need, failing = spanish("La primera"), spanish("La que falla")
    server.answers.append((500, ""))
    for _ in range(2):
        translate_signals()
        service.breaker.resting_until = 0.0
    assert sent(server) == [failing.signals.get().said, need.signals.get().said]


def test_a_turn_ends_after_its_time(server):
    spanish()
    translating.translate_due(seconds=-1)
    assert server.asked == []


def test_nothing_it_answers_is_taken_for_markup(client, server):
    need = spanish()
    server.answers.append((200, '{"translatedText": "<script>alert(1)</script>\\u202e\\u0000"}'))
    translate_signals()
    text = screen(client, need)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</p>" in text
    assert "<script>alert" not in text


def test_the_screen_asks_once_for_all_of_them(client, server):
    need = spanish()

    def ask():
        return queries(lambda: client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])))

    client.force_login(UserFactory(working_group=True))
    translate_signals()
    few = len(ask())
    for step in range(5):
        said = {
            "kind": "meeting",
            "text": f"Voz {step}",
            "language": "es",
            "created_at": timezone.now() + timedelta(step),
        }
        Signal.objects.create(need=need, origin=need, **said)
    translate_signals()
    assert len(ask()) == few
    assert len([sql for sql in ask() if "feedback_signaltranslation" in sql]) == 1
