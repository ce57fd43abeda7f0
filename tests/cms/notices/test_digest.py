import pytest
import time_machine
from django.core import mail

from cms.accounts.enums import Digest
from cms.mail.tasks import send_mail
from cms.notices import tasks
from cms.notices.domain import telling
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def at(moment):
    """California time, winter."""
    return time_machine.travel(f"{moment}-08:00", tick=False)


def tell_at(moment, person, thing):
    with at(moment):
        telling.notify("greeting", recipient=person, context={"thing": thing, "url": "/en/x/"}, dedupe_key=thing)


def sweep_at(moment):
    mail.outbox.clear()
    with at(moment):
        tasks.send_pending()
        send_mail()
    return mail.outbox


def test_daily_digest_groups_a_day_and_comes_once_in_the_morning():
    person = UserFactory(digest=Digest.DAILY, spanish=True)
    tell_at("2026-11-16T08:00", person, "uno")
    tell_at("2026-11-16T20:00", person, "dos")
    assert sweep_at("2026-11-17T06:59") == []
    (message,) = sweep_at("2026-11-17T07:01")
    assert message.to == [person.email]
    assert message.subject == "2 avisos de Digital Commons"
    assert "uno" in message.body
    assert "dos" in message.body
    assert "https://commons.example/en/x/" in message.body
    assert sweep_at("2026-11-17T07:02") == []
    tell_at("2026-11-17T09:00", person, "tres")
    assert sweep_at("2026-11-17T23:00") == []
    assert sweep_at("2026-11-18T07:00")[0].subject == "1 aviso de Digital Commons"


def test_weekly_digest_comes_on_monday_morning():
    person = UserFactory(digest=Digest.WEEKLY)
    tell_at("2026-11-17T08:00", person, "tuesday")
    assert sweep_at("2026-11-22T23:00") == []
    assert [message.subject for message in sweep_at("2026-11-23T07:30")] == ["1 notice from the Digital Commons"]


def test_digest_does_not_mix_people():
    ana, tom = UserFactory(digest=Digest.DAILY), UserFactory(digest=Digest.DAILY)
    tell_at("2026-11-16T08:00", ana, "for-ana")
    tell_at("2026-11-16T08:00", tom, "for-tom")
    messages = {message.to[0]: message.body for message in sweep_at("2026-11-17T08:00")}
    assert set(messages) == {ana.email, tom.email}
    assert "for-tom" not in messages[ana.email]
    assert "for-ana" not in messages[tom.email]


def test_person_who_chooses_at_once_gets_what_waited():
    person = UserFactory(digest=Digest.WEEKLY)
    tell_at("2026-11-17T08:00", person, "waiting")
    type(person).objects.update(digest=Digest.AT_ONCE)
    assert len(sweep_at("2026-11-17T08:05")) == 1
    assert not Notice.objects.pending().exists()
