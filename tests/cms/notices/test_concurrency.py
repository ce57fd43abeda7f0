"""Many at once on a real database, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from post_office.models import Email

from cms.mail import outbox
from cms.notices.domain import sending, telling
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(function, times=8):
    def alone(_number):
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


def notify(person):
    return telling.notify("greeting", recipient=person, context={"thing": "x"}, dedupe_key="same").pk


def test_telling_many_times_at_once_makes_one_notice():
    person = UserFactory()
    assert len(set(at_once(lambda: notify(person)))) == 1
    assert Notice.objects.count() == 1


def test_many_workers_make_one_mail_of_a_notice():
    notice = notify(UserFactory())
    at_once(lambda: sending.send(notice))
    assert Email.objects.count() == 1


def test_many_workers_send_each_mail_once():
    for number in range(5):
        outbox.queue_email(f"person{number}@example.org", "Hi", "x")
    at_once(outbox.deliver)
    assert sorted(message.to[0] for message in mail.outbox) == [f"person{number}@example.org" for number in range(5)]
