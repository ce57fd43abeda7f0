"""The worker's part. Every task may be lost or run twice."""

import logging

from celery import shared_task

from cms.accounts.enums import Digest
from cms.accounts.models import User

from . import domain, outbox
from .models import Notice
from .schedule import last_round

logger = logging.getLogger(__name__)
BATCH = 500


@shared_task
def send_notice(notice_id):
    domain.send(notice_id)


@shared_task
def send_pending():
    """Find what a lost task left, and the digests that are due."""
    for notice_id in Notice.objects.pending().at_once().order_by("created_at").values_list("pk", flat=True)[:BATCH]:
        _guarded(domain.send, notice_id)
    for digest in (Digest.DAILY, Digest.WEEKLY):
        for person in _waiting_for(digest):
            _guarded(domain.send_digest, person)


@shared_task
def send_mail():
    """Hand queued e-mails to the mail server, until none is due."""
    while outbox.deliver():
        pass


def _waiting_for(digest):
    waiting = Notice.objects.pending().filter(created_at__lt=last_round(digest))
    return User.objects.filter(digest=digest, is_active=True, pk__in=waiting.values("recipient"))[:BATCH]


def _guarded(function, argument):
    """One notice that cannot be rendered must not hold up the others."""
    try:
        function(argument)
    except Exception:
        logger.exception("Notice left for the next round: %s(%r)", function.__name__, getattr(argument, "pk", argument))
