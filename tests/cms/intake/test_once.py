"""Pressing twice is one send, whatever the browser does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cms.intake import once
from cms.intake.models import SentForm
from cms.intake.tasks import forget_sent_forms


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_lead_to_one_result():
    made = []

    def press(number):
        try:
            return once.send_once("one form", lambda: made.append(number) or f"/made-by-{number}/")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(press, range(8)))
    assert len(made) == 1
    assert results == {f"/made-by-{made[0]}/"}


@pytest.mark.django_db
def test_a_send_that_failed_may_be_tried_again():
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once.send_once("one form", fail)
    assert once.result_of("one form") == ""
    assert once.send_once("one form", lambda: "/made/") == "/made/"


@pytest.mark.once
def test_keys_that_the_site_did_not_give_are_told_apart():
    key = once.new_key()
    assert once.is_ours(key)
    assert not any(once.is_ours(other) for other in ("", "x", key[:-1], f"x{key}", "\x00"))


@pytest.mark.django_db
def test_what_was_sent_is_forgotten_after_a_day():
    once.send_once("old", lambda: "/old/")
    once.send_once("new", lambda: "/new/")
    SentForm.objects.filter(key="old").update(sent_at=timezone.now() - timedelta(hours=25))
    forget_sent_forms()
    assert [sent.key for sent in SentForm.objects.all()] == ["new"]
