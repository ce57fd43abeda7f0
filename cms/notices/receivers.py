"""A queued e-mail wakes the worker."""

from django.dispatch import receiver
from post_office.signals import email_queued

from cms.core.tasks import kick


@receiver(email_queued, dispatch_uid="notices.wake_worker")
def wake_worker(sender, emails, **kwargs):
    kick("cms.notices.tasks.send_mail")
