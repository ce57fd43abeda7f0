"""A queued e-mail wakes the worker."""

from cms.core.tasks import kick


def wake_worker(sender, emails, **kwargs):
    kick("cms.notices.tasks.send_mail")
