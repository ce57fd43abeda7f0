from celery.beat import EmbeddedService
from django.core.management.base import BaseCommand
from django.utils.autoreload import run_with_reloader

from cms.celery import app


def work():
    """Beat is a thread here: a process of its own would outlive each reload."""
    EmbeddedService(app, thread=True, schedule_filename=app.conf.beat_schedule_filename).start()
    app.worker_main(["worker", "--pool=solo", "--loglevel=info"])


class Command(BaseCommand):
    help = "The worker with its beat, started again whenever the code changes."

    def handle(self, **options):
        run_with_reloader(work)
