"""What is sent to LibreTranslate, and what becomes of each answer it can give."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.translation import libretranslate, service
from tests.cms.translation.server import libretranslate as running

pytestmark = pytest.mark.once


@pytest.fixture
def server(settings, monkeypatch):
    monkeypatch.setattr(service.breaker, "resting_until", 0.0)
    with running() as server:
        settings.TRANSLATOR_URL = server.url
        yield server


def said(text):
    return 200, json.dumps({"translatedText": text})


def test_words_come_back_in_the_other_language_and_only_they_are_sent(server):
    assert service.translate("¿Dónde? ñandú", "es", "en") == "¿Dónde? ñandú (in English)"
    assert server.asked == [("/translate", {"q": "¿Dónde? ñandú", "source": "es", "target": "en", "format": "text"})]


def test_the_key_and_the_path_of_the_address_are_used(server, settings):
    settings.TRANSLATOR_URL = server.url.replace("//", "//s%2Fcret@") + "/api/"
    service.translate("Sí", "es", "en")
    path, asked = server.asked[0]
    assert (path, asked["api_key"]) == ("/api/translate", "s/cret")


def test_without_more_it_is_asked_by_https():
    assert service.translator("libretranslate://translate.example.org").url == "https://translate.example.org/translate"


@pytest.mark.parametrize(
    "answer",
    [
        (500, "oops"),
        (429, '{"error": "Slowdown"}'),
        (403, '{"error": "Invalid API key"}'),
        (404, "<html>"),
        (200, "<html>not JSON"),
        (200, "\xff\xfe"),
        (200, "[]"),
        (200, '{"translatedText": ["a"]}'),
        (200, "{}"),
        pytest.param((200, "[" * 90_000), id="brackets in brackets"),
    ],
)
def test_an_answer_that_is_none_means_not_now(server, answer, caplog):
    server.answers.append(answer)
    assert service.translate("Secreto", "es", "en") is None
    assert "The translator does not answer" in caplog.text
    assert "Secreto" not in caplog.text
    assert service.translate("Secreto", "es", "en") is None
    assert len(server.asked) == 1  # it is left alone for a while


@pytest.mark.parametrize("status", [400, 413])
def test_a_text_it_will_not_translate_is_refused_and_the_next_is_asked_at_once(server, status):
    server.answers.append((status, '{"error": "too long"}'))
    with pytest.raises(service.RefusedError):
        service.translate("x", "es", "en")
    assert service.translate("Sí", "es", "en") == "Sí (in English)"


def test_nothing_is_sent_on_to_where_it_points(server):
    for status in (301, 302, 307, 308):
        service.breaker.resting_until = 0.0
        server.answers.append((status, "", 0, "/elsewhere"))
        assert service.translate("x", "es", "en") is None
    assert {path for path, _asked in server.asked} == {"/translate"}


def test_a_slow_one_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(libretranslate, "PATIENCE", 0.2)
    server.answers.append((*said("slowly" * 20), 0.02))
    assert service.translate("x", "es", "en") is None
    service.breaker.resting_until = 0.0
    server.answers.append((*said("x"), 0.5))
    assert service.translate("x", "es", "en") is None


def test_an_endless_answer_is_not_read(server, monkeypatch):
    monkeypatch.setattr(libretranslate, "LARGEST", 1000)
    server.answers.append(said("x" * 2000))
    assert service.translate("x", "es", "en") is None


def test_where_nobody_listens_it_is_not_now(server):
    server.shutdown()
    server.server_close()
    assert service.translate("x", "es", "en") is None


@pytest.mark.parametrize(
    "url", ["https://host", "libretranslate", "libretranslate+ftp://host", "libretranslate://", "x://y"]
)
def test_an_address_that_cannot_be_right_is_said_by_the_check(settings, url):
    from tests.cms.ops.test_checks import errors

    settings.TRANSLATOR_URL = url
    with pytest.raises(ImproperlyConfigured):
        service.translator(url)
    assert errors() == ["TRANSLATOR_URL must look like libretranslate://key@host or libretranslate+http://host:5000."]
