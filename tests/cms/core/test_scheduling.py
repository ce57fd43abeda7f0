"""Pages that editors set to appear or to go at a time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from cms.core.tasks import publish_scheduled
from feedback.domain import pages
from feedback.enums import Status
from tests.factories.feedback import make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 5, 17, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def schedule(page, **when):
    for name, moment in when.items():
        setattr(page, name, moment)
    with time_machine.travel(NOW, tick=False):
        page.save_revision().publish()
    return page


def run_at(moment):
    with time_machine.travel(moment, tick=False):
        publish_scheduled()


def test_the_worker_looks_for_scheduled_pages_every_minute():
    every = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert every["cms.core.tasks.publish_scheduled"] == 60


def test_a_page_appears_at_its_time_and_answers_its_need(client):
    page = schedule(ResourcePageFactory(draft=True, slug="soon"), go_live_at=LATER)
    need = pages.link_page(make_need(), page, by=None)
    run_at(LATER - timedelta(minutes=1))
    assert client.get("/en/resources/soon/").status_code == 404
    run_at(LATER + timedelta(minutes=1))
    assert client.get("/en/resources/soon/").status_code == 200
    need.refresh_from_db()
    assert need.status == Status.PUBLISHED


def test_a_page_goes_at_its_time_and_its_need_is_open_again(client):
    page = schedule(ResourcePageFactory(slug="soon"), expire_at=LATER)
    with time_machine.travel(NOW, tick=False):
        need = make_published_need(page)
    run_at(LATER + timedelta(minutes=1))
    assert client.get("/en/resources/soon/").status_code == 404
    need.refresh_from_db()
    assert need.status == Status.IN_PROGRESS
