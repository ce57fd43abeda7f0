"""The worker's part. Every task may be lost or run twice."""

from celery import shared_task

from cms.accounts.enums import Digest
from cms.accounts.models import User
from cms.jobs import run_logged

from .domain import sending
from .models import Notice
from .schedule import last_round

BATCH = 500


@shared_task
def send_notices(*notice_ids):
    for notice_id in notice_ids:
        run_logged(sending.send, notice_id)


@shared_task
def send_pending():
    """Find what a lost task left, and the digests that are due."""
    sending.keep_on_site()
    for notice_id in Notice.objects.pending().at_once().order_by("created_at").values_list("pk", flat=True)[:BATCH]:
        run_logged(sending.send, notice_id)
    for digest in (Digest.DAILY, Digest.WEEKLY):
        for person in _waiting_for(digest):
            run_logged(sending.send_digest, person)


def _waiting_for(digest):
    waiting = Notice.objects.pending().filter(created_at__lt=last_round(digest))
    return User.objects.filter(digest=digest, is_active=True, pk__in=waiting.values("recipient"))[:BATCH]
