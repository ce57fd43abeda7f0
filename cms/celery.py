"""The Celery application: tasks are found in the `tasks` module of every installed app."""

import os

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

app = Celery("cms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_demo_accounts(**kwargs):
    from cms.accounts.demo_guard import problem  # models need Django to be set up first

    if found := problem():
        raise SystemExit(found)  # Celery only logs other exceptions of its signals
