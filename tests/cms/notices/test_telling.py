import pytest
from django.core import mail
from django.db import OperationalError
from django.template import TemplateDoesNotExist
from post_office.models import Email

from cms.accounts.domain.erasing import erase_account
from cms.accounts.enums import Digest
from cms.mail.tasks import send_mail
from cms.notices import tasks
from cms.notices.domain import telling
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CONTEXT = {"thing": "<b>Tom & Ana</b> {{ settings }}", "url": "/es/recursos/guia/"}


def tell_greeting(person, key="greeting:1", **kwargs):
    return telling.notify("greeting", recipient=person, context=CONTEXT, dedupe_key=key, **kwargs)


def test_telling_twice_makes_one_notice_and_one_mail(run_tasks):
    person = UserFactory(spanish=True)
    first, second = tell_greeting(person), tell_greeting(person)
    assert first == second
    assert run_tasks() == ["cms.notices.tasks.send_notices", "cms.mail.tasks.send_mail"]
    tasks.send_notices(first.pk)
    tasks.send_pending()
    run_tasks()
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert Email.objects.count() == 1


def test_mail_is_in_the_language_of_the_person_with_an_absolute_link(run_tasks):
    person = UserFactory(spanish=True)
    tell_greeting(person)
    run_tasks()
    message = mail.outbox[0]
    assert message.subject == "Sus avisos: <b>Tom & Ana</b> {{ settings }}"
    assert "Sus avisos: <b>Tom & Ana</b> {{ settings }}" in message.body
    assert "https://commons.example/es/recursos/guia/" in message.body
    html = message.alternatives[0][0]
    assert '<html lang="es">' in html
    assert "&lt;b&gt;Tom &amp; Ana&lt;/b&gt; {{ settings }}" in html
    assert "https://commons.example/es/recursos/guia/" in html
    assert "Usted recibe este mensaje" in html


def test_person_without_account_is_told_in_the_language_given(run_tasks):
    telling.notify("greeting", email="ana@example.org", language="es", context=CONTEXT, dedupe_key="a")
    run_tasks()
    assert mail.outbox[0].to == ["ana@example.org"]
    assert mail.outbox[0].subject.startswith("Sus avisos")


def test_notice_goes_to_the_address_a_person_has_when_it_is_sent(run_tasks):
    person = UserFactory()
    tell_greeting(person)
    type(person).objects.update(email="new@example.org")
    run_tasks()
    assert mail.outbox[0].to == ["new@example.org"]


def test_person_who_wants_no_mail_finds_the_notice_on_the_site_only(run_tasks):
    person = UserFactory(digest=Digest.NONE)
    notice = tell_greeting(person)
    assert run_tasks() == []
    tasks.send_pending()
    assert list(Notice.objects.of(person).unread()) == [notice]
    person.digest = Digest.AT_ONCE
    person.save()
    tasks.send_pending()
    assert Email.objects.count() == 0


def test_person_who_stops_mail_before_it_is_sent_gets_none(run_tasks):
    person = UserFactory()
    tell_greeting(person)
    type(person).objects.update(digest=Digest.NONE)
    run_tasks()
    tasks.send_pending()
    assert Email.objects.count() == 0
    assert not Notice.objects.pending().exists()


def test_closed_account_gets_no_mail(run_tasks):
    tell_greeting(UserFactory(is_active=False))
    run_tasks()
    assert Email.objects.count() == 0


def test_kind_without_words_is_refused_at_once():
    with pytest.raises(TemplateDoesNotExist):
        telling.notify("unheard_of", recipient=UserFactory(), dedupe_key="x")
    assert not Notice.objects.exists()


def test_notice_for_nobody_is_refused():
    with pytest.raises(ValueError, match="recipient or an address"):
        telling.notify("greeting", dedupe_key="x")


def test_sweep_sends_what_a_lost_task_left(waiting_tasks):
    tell_greeting(UserFactory())
    assert [name for name, ids in waiting_tasks()] == ["cms.notices.tasks.send_notices"]
    tasks.send_pending()
    send_mail()
    assert len(mail.outbox) == 1


def test_broker_that_is_down_is_left_to_the_sweep(dead_broker, run_tasks):
    with dead_broker():
        tell_greeting(UserFactory())
        assert run_tasks() == []
    tasks.send_pending()
    send_mail()
    assert len(mail.outbox) == 1


def test_notice_that_cannot_be_rendered_does_not_hold_up_others(monkeypatch, run_tasks):
    broken = Notice.objects.create(kind="gone", email="a@example.org", language="en", dedupe_key="gone")
    telling.notify("greeting", email="b@example.org", language="en", context=CONTEXT, dedupe_key="b")
    tasks.send_pending()
    run_tasks()
    assert [message.to for message in mail.outbox] == [["b@example.org"]]
    assert list(Notice.objects.pending()) == [broken]


def test_mail_and_mark_are_written_together(monkeypatch):
    notice = tell_greeting(UserFactory())

    def fail(*args, **kwargs):
        raise OperationalError("disk full")

    monkeypatch.setattr(Notice, "save", fail)
    tasks.send_pending()
    assert Email.objects.count() == 0
    assert list(Notice.objects.pending()) == [notice]


def test_many_are_told_once_each_as_they_wish(run_tasks):
    at_once, daily, on_site = (
        UserFactory(spanish=True),
        UserFactory(digest=Digest.DAILY),
        UserFactory(digest=Digest.NONE),
    )
    messages = [telling.Message(person, f"greeting:{person.pk}", CONTEXT) for person in (at_once, daily, on_site)]
    telling.notify_many("greeting", messages)
    telling.notify_many("greeting", messages)
    done = run_tasks()
    assert Notice.objects.count() == 3
    assert [message.to for message in mail.outbox] == [[at_once.email]]
    assert mail.outbox[0].subject.startswith("Sus avisos")
    assert done.count("cms.notices.tasks.send_notices") == 0
    assert set(Notice.objects.filter(sent_at=None).values_list("recipient", "by_email")) == {
        (daily.pk, True),
        (on_site.pk, False),
    }


def test_a_kind_without_words_is_refused_before_anybody_is_told():
    with pytest.raises(TemplateDoesNotExist):
        telling.notify_many("unheard_of", [telling.Message(UserFactory(), "x")])
    assert not Notice.objects.exists()


def test_notices_to_others_do_not_name_who_was_erased():
    gone, reader = UserFactory(display_name="Zoe"), UserFactory(spanish=True)
    context = {"author": "Zoe", "subject": "Zoe and the bus", "url": "/"}
    telling.notify("forum_reply", recipient=reader, context=context, dedupe_key="reply:1")
    other = telling.notify("forum_reply", recipient=reader, context=context | {"author": "Rosa"}, dedupe_key="reply:2")
    erase_account(gone)
    told = Notice.objects.get(dedupe_key="reply:1")
    assert told.context == context | {"author": "Exintegrante"}
    assert Notice.objects.get(pk=other.pk).context["author"] == "Rosa"
