"""Housekeeping that belongs to no app of ours."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_sessions() -> None:
    """Sessions that have ended: Django only takes away those of who signs out."""
    call_command("clearsessions")
