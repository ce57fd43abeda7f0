from django.core.management.base import BaseCommand
from django.utils.autoreload import run_with_reloader

from cms.celery import app


class Command(BaseCommand):
    help = "The worker with its beat, started again whenever the code changes."

    def handle(self, **options):
        run_with_reloader(app.worker_main, ["worker", "--pool=solo", "--beat", "--loglevel=info"])
