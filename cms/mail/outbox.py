"""E-mails as rows: written with the change they tell of, sent by the worker."""

from datetime import timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone
from post_office.connections import connections
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_max_retries
from post_office.signals import email_queued

CLAIM = timedelta(minutes=5)  # a worker that died while sending gives its mail back after this
RETRY = timedelta(minutes=5)
BATCH = 50
KEPT = timedelta(days=30)  # then a mail that left is of no use to anyone, and it names people


AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # out-of-office replies stay away


def queue_email(to, subject, text, html="", sender=None, headers=None, **fields):
    """Queue one e-mail. post_office's own functions would run the finished words through the template engine again."""
    email = Email.objects.create(
        from_email=sender or settings.DEFAULT_FROM_EMAIL,
        to=[to] if isinstance(to, str) else to,
        subject=" ".join(subject.split()),
        message=text,
        html_message=html,
        status=STATUS.queued,
        priority=PRIORITY.medium,
        headers=AUTOMATIC | (headers or {}),
        **fields,
    )
    email_queued.send(sender=Email, emails=[email])
    return email


class OutboxBackend(BaseEmailBackend):
    """Takes what Django and allauth send."""

    def send_messages(self, messages):
        for message in messages:
            _put_message(message)
        return len(messages)


def _put_message(message):
    if message.attachments:
        raise ValueError("The outbox takes no attachments: link to the file, so that its permissions hold.")
    html = next((part[0] for part in getattr(message, "alternatives", []) if part[1] == "text/html"), "")
    headers = dict(message.extra_headers)
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    copies = {"cc": message.cc, "bcc": message.bcc, "headers": headers}
    queue_email(message.to, message.subject, message.body, html, sender=message.from_email, **copies)


def deliver():
    """Send what is due; returns how many left. Several workers may do this at the same time."""
    sent = 0
    try:
        for pk in _due().values_list("pk", flat=True)[:BATCH]:
            if _claim(pk):
                sent += _dispatch(Email.objects.get(pk=pk))
    finally:
        connections.close()
    return sent


def _due():
    now = timezone.now()
    free = Q(scheduled_time=None) | Q(scheduled_time__lte=now)
    return Email.objects.filter(free, status__in=[STATUS.queued, STATUS.requeued]).order_by("-priority", "pk")


def _claim(pk):
    """One UPDATE decides which worker sends it."""
    return _due().order_by().filter(pk=pk).update(scheduled_time=timezone.now() + CLAIM)


def _dispatch(email):
    if email.dispatch(disconnect_after_delivery=False) == STATUS.sent:
        return 1
    retries = (email.number_of_retries or 0) + 1
    if retries <= get_max_retries():
        Email.objects.filter(pk=email.pk).update(
            status=STATUS.requeued, number_of_retries=retries, scheduled_time=timezone.now() + RETRY
        )
    return 0


def forget(*addresses: str) -> None:
    """What was or is to be sent to them."""
    Email.objects.filter(to__in=addresses).delete()


def forget_old() -> None:
    """What was sent, or given up, a while ago."""
    done = Email.objects.filter(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=timezone.now() - KEPT)
    done.delete()
