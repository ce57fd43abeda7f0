"""Sent forms are of use for a day, drafts for some hours."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from . import drafts
from .models import SentForm

KEPT = timedelta(days=1)


@shared_task
def forget_sent_forms() -> None:
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


@shared_task
def forget_drafts() -> None:
    drafts.forget_old()
