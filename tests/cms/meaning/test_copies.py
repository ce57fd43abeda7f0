"""All processes of a host read one copy of the rows from the disk; it is made anew when they change, and never half."""

import errno
import logging
import os
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import numpy as np
import pytest

from cms.intake.models import SentForm
from cms.meaning import arrays, tasks
from cms.meaning.encoder import SIZE, encoder
from cms.meaning.models import Meaning
from cms.meaning.queries import copies, nearest
from cms.meaning.queries.nearest import rows_of, shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def shared(source):
    source.shared = True
    return source


def say(text, key="en"):
    return SentForm.objects.create(key=f"{key}-{SentForm.objects.count()}", result=text, sent_at=NOW)


def another_process(monkeypatch):
    for known in ("_copies", "_mapped"):
        monkeypatch.setattr(nearest, known, {})


def sharing(word):
    rows = shared_rows("sent")
    return rows and [key for key, _ in rows.sharing([word], 5)]


def test_the_worker_keeps_the_copy_and_requests_ask_the_database_nothing(shared, django_assert_num_queries):
    assert shared_rows("sent") is None
    garden = say("A school garden")
    tasks.encode_due()
    with django_assert_num_queries(0):
        rows = shared_rows("sent")
        assert rows.nearest(encoder.encode(["A garden for our school"])[0], 5)[0][0] == garden.pk
        assert shared_rows("sent") is rows


def test_a_change_is_in_the_next_copy_and_what_did_not_change_is_not_read_again(shared, monkeypatch):
    monkeypatch.setattr(copies, "PATIENCE", 0)
    kept, changed, gone = say("A school garden"), say("Home visits"), say("Budget templates")
    tasks.encode_due()
    before = shared_rows("sent").vector(kept.pk)
    SentForm.objects.filter(pk=changed.pk).update(result="A food pantry", sent_at=NOW + timedelta(hours=1))
    Meaning.objects.filter(key=gone.pk).delete()
    gone.delete()
    read = []
    monkeypatch.setattr(
        copies, "_column", lambda ids, *a, column=copies._column, **k: read.append(ids) or column(ids, *a, **k)
    )
    tasks.encode_due()
    new = Meaning.objects.get(key=changed.pk).pk
    assert [ids for ids in read if ids] == [[new], [new]]  # its terms, and its vector
    assert sharing("food pantry") == [changed.pk]
    assert sharing("garden") == [kept.pk]
    assert (sharing("home visit"), sharing("budget")) == ([], [])
    assert (shared_rows("sent").vector(kept.pk) == before).all()
    assert shared_rows("sent").vector(changed.pk).any()


def test_a_copy_that_takes_long_is_not_made_with_every_change(shared, monkeypatch):
    say("A school garden")
    tasks.encode_due()
    monkeypatch.setattr(copies, "PATIENCE", 1e9)
    late = say("Home visits")
    tasks.encode_due()
    assert sharing("home visit") == []
    monkeypatch.setattr(copies, "PATIENCE", 0)
    tasks.encode_due()
    assert sharing("home visit") == [late.pk]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"x" * 5000, None])
def test_a_torn_copy_is_none_and_is_made_anew(shared, monkeypatch, content):
    garden = say("A school garden")
    tasks.encode_due()
    path = copies.path_of("sent")
    path.write_bytes(path.read_bytes()[:-64] if content is None else content)
    another_process(monkeypatch)
    assert shared_rows("sent") is None
    tasks.encode_due()
    assert sharing("garden") == [garden.pk]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_two_that_write_at_once_do_not_write_into_one_another(tmp_path):
    """Also where both processes have the same number, as in two containers."""
    path, shapes = tmp_path / "some.arrays", {"numbers": ("int64", (400_000,))}
    left_over = tmp_path / "some.killed.part"
    left_over.touch()
    os.utime(left_over, (0, 0))
    with arrays.written(path, {"writer": 1}, shapes) as first:
        with arrays.written(path, {"writer": 2}, shapes) as second:
            second["numbers"][:] = 2
        copy = arrays.read(path)
        first["numbers"][:] = 1
    assert (copy.about, set(copy.arrays["numbers"].tolist())) == ({"writer": 2}, {2})
    copy = arrays.read(path)
    assert (copy.about, set(copy.arrays["numbers"].tolist())) == ({"writer": 1}, {1})
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_an_error_before_anything_is_mapped(tmp_path, monkeypatch):
    monkeypatch.setattr(arrays, "bytes", Mock(side_effect=OSError(errno.ENOSPC, "full")), raising=False)
    shapes = {"numbers": ("int64", (9,))}
    with pytest.raises(OSError, match="full"), arrays.written(tmp_path / "some.arrays", {}, shapes):
        pass
    assert list(tmp_path.iterdir()) == []


def test_vectors_of_another_encoder_are_not_compared(shared, monkeypatch):
    say("A school garden")
    tasks.encode_due()
    monkeypatch.setitem(vars(encoder), "_installed", "another 2.0")
    another_process(monkeypatch)
    assert shared_rows("sent") is None


def test_where_nothing_can_be_written_each_process_keeps_its_own(source, settings, tmp_path, caplog):
    (tmp_path / "a file").touch()
    settings.MEANING_DIR = tmp_path / "a file"
    garden = say("A school garden")
    tasks.encode_due()
    with caplog.at_level(logging.WARNING):
        assert rows_of("sent").sharing(["garden"], 5)[0][0] == garden.pk
    assert "cannot be written" in caplog.text


def test_among_many_rows_the_nearest_are_found_by_the_signs_of_their_numbers(source, monkeypatch):
    monkeypatch.setattr(nearest, "LOOKED_AT", 40)
    random = np.random.default_rng(1)
    middles = random.normal(size=(20, SIZE))
    vectors = np.repeat(middles, 20, axis=0) + random.normal(size=(400, SIZE)) * 0.7
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    made = {"kind": "sent", "language": "en", "encoder": encoder.name, "changed_at": NOW}
    Meaning.objects.bulk_create(
        Meaning(key=key, digest=str(key), vector=Meaning.packed(vectors[key]), **made) for key in range(400)
    )
    rows = rows_of("sent")
    for asked in (0, 123, 399):
        exactly = np.argsort(-(vectors @ vectors[asked]))[:10].tolist()
        assert [key for key, _ in rows.nearest(vectors[asked], 10)] == exactly
