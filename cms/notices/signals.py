"""A queued e-mail wakes the worker."""

from cms.core.tasks import kick

from .tasks import send_mail


def wake_worker(sender, emails, **kwargs):
    kick(send_mail)
