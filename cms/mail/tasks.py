"""The worker's part."""

from celery import shared_task

from . import outbox


@shared_task
def send_mail():
    """Hand queued e-mails to the mail server, until none is due."""
    while outbox.deliver():
        pass


@shared_task
def forget_mail():
    outbox.forget_old()
