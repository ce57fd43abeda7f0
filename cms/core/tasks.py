"""The worker's part in publishing."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled():
    """What editors set to appear, or to go, at a time that has come."""
    call_command("publish_scheduled")
