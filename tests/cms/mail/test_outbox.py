from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from post_office.models import STATUS, Email

from cms.mail import outbox, tasks

pytestmark = pytest.mark.django_db


def refuse(self, messages):
    raise ConnectionRefusedError("mail server is down")


def test_queued_mail_wakes_the_worker(run_tasks):
    send_mail("Hello", "World", None, ["a@example.org"])
    assert mail.outbox == []
    assert run_tasks() == ["cms.mail.tasks.send_mail"]
    assert [message.subject for message in mail.outbox] == ["Hello"]


def test_words_of_a_mail_are_never_run_as_a_template():
    words = "{{ 7|add:1 }} {% include 'base.html' %} {% nonsense"
    message = EmailMultiAlternatives(words, words, None, ["a@example.org"])
    message.attach_alternative(f"<p>{words}</p>", "text/html")
    message.send()
    email = Email.objects.get()
    assert (email.subject, email.message, email.html_message) == (words, words, f"<p>{words}</p>")


def test_line_breaks_cannot_add_headers():
    assert outbox.queue_email("a@example.org", "Hi\r\nBcc: b@example.org", "x").subject == "Hi Bcc: b@example.org"


def test_mail_is_tried_again_when_the_server_is_back(monkeypatch):
    outbox.queue_email("a@example.org", "Hi", "x")
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", refuse)
        tasks.send_mail()
    email = Email.objects.get()
    assert (email.status, email.number_of_retries) == (STATUS.requeued, 1)
    tasks.send_mail()
    assert mail.outbox == []
    Email.objects.update(scheduled_time=timezone.now())
    tasks.send_mail()
    assert len(mail.outbox) == 1
    assert Email.objects.get().status == STATUS.sent


def test_mail_is_given_up_after_five_retries(monkeypatch):
    outbox.queue_email("a@example.org", "Hi", "x")
    Email.objects.update(number_of_retries=5)
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    tasks.send_mail()
    assert Email.objects.get().status == STATUS.failed


def test_mail_another_worker_is_sending_is_left_alone():
    email = outbox.queue_email("a@example.org", "Hi", "x")
    assert outbox._claim(email.pk) == 1
    assert outbox._claim(email.pk) == 0
    tasks.send_mail()
    assert mail.outbox == []


def test_mail_of_a_worker_that_died_is_sent_by_the_next():
    email = outbox.queue_email("a@example.org", "Hi", "x")
    outbox._claim(email.pk)
    Email.objects.update(scheduled_time=timezone.now() - timedelta(seconds=1))
    tasks.send_mail()
    assert len(mail.outbox) == 1


def test_copies_and_answers_go_where_the_message_says():
    EmailMultiAlternatives(
        "Hi", "x", None, ["a@example.org"], cc=["c@example.org"], bcc=["b@example.org"], reply_to=["r@example.org"]
    ).send()
    tasks.send_mail()
    (message,) = mail.outbox
    assert message.recipients() == ["a@example.org", "c@example.org", "b@example.org"]
    assert message.message()["Reply-To"] == "r@example.org"


def test_attachment_is_refused_rather_than_lost():
    message = EmailMultiAlternatives("Hi", "x", None, ["a@example.org"])
    message.attach("list.csv", "secret", "text/csv")
    with pytest.raises(ValueError, match="no attachments"):
        message.send()


def test_mails_that_left_are_forgotten_after_a_month_and_those_that_wait_are_not(time_machine):
    for address, status in (("a", STATUS.sent), ("b", STATUS.failed), ("c", STATUS.queued), ("d", STATUS.requeued)):
        send_mail("Hello", "World", None, [f"{address}@example.org"])
        Email.objects.filter(to=f"{address}@example.org").update(status=status)
    tasks.forget_mail()
    assert Email.objects.count() == 4
    time_machine.move_to(timezone.now() + timedelta(days=31))
    tasks.forget_mail()
    assert [email.to for email in Email.objects.order_by("pk")] == [["c@example.org"], ["d@example.org"]]
