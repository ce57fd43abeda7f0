"""Telling a person something, once."""

from django.utils.translation import get_language

from cms.accounts.enums import Digest
from cms.jobs import enqueue_on_commit

from ..models import Notice
from ..rendering import subject_template


def notify(kind, *, recipient=None, email="", language=None, context=None, dedupe_key):
    """Tell one person one thing; a second call with the same key returns the first notice and sends nothing.

    `context` is JSON for the templates notices/<kind>.*; its `url` (a path in the person's language) becomes the link.
    """
    subject_template(kind)  # a kind without words is a mistake of the caller, not of the worker
    if not (recipient or email):
        raise ValueError("A notice needs a recipient or an address.")
    notice, created = Notice.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "recipient": recipient,
            "email": email or recipient.email,
            "language": language or (recipient.language if recipient else get_language()),
            "context": context or {},
            "by_email": not recipient or recipient.digest != Digest.NONE,
        },
    )
    if created and notice.by_email:
        enqueue_on_commit("cms.notices.tasks.send_notice", notice.pk)
    return notice
