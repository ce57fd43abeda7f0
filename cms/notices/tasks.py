"""The worker's part. Every task may be lost or run twice."""

from celery import shared_task

from cms.accounts.enums import Digest
from cms.accounts.models import User
from cms.core.tasks import guarded

from . import domain, outbox
from .models import Notice
from .schedule import last_round

BATCH = 500


@shared_task
def send_notice(notice_id):
    domain.send(notice_id)


@shared_task
def send_pending():
    """Find what a lost task left, and the digests that are due."""
    for notice_id in Notice.objects.pending().at_once().order_by("created_at").values_list("pk", flat=True)[:BATCH]:
        guarded(domain.send, notice_id)
    for digest in (Digest.DAILY, Digest.WEEKLY):
        for person in _waiting_for(digest):
            guarded(domain.send_digest, person)


@shared_task
def send_mail():
    """Hand queued e-mails to the mail server, until none is due."""
    while outbox.deliver():
        pass


def _waiting_for(digest):
    waiting = Notice.objects.pending().filter(created_at__lt=last_round(digest))
    return User.objects.filter(digest=digest, is_active=True, pk__in=waiting.values("recipient"))[:BATCH]
