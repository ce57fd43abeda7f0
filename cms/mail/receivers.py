"""A queued e-mail wakes the worker."""

from django.dispatch import receiver
from post_office.signals import email_queued

from cms.jobs import enqueue_on_commit


@receiver(email_queued, dispatch_uid="mail.wake_worker")
def wake_worker(sender, emails, **kwargs):
    enqueue_on_commit("cms.mail.tasks.send_mail")
