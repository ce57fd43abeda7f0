"""A worker that is killed again and again, in the middle of whatever it does: everyone is told once all the same."""

import pytest

pytestmark = pytest.mark.xdist_group("broker")

PEOPLE, BATCH, KILLS = 200, 25, 50  # so many batches that there is much in which it can be killed

ASKED = f"""
from datetime import timedelta
from django.utils import timezone
from cms.accounts.models import Participant, User
from feedback.models import Need, Subscription
before = timezone.now() - timedelta(hours=2)
need = Need.objects.create(title="A guide", language="en", kind="new_resource", status="planned", status_since=before)
people = User.objects.bulk_create(
    User(email=f"many{{n}}@example.org", display_name=f"Many {{n}}", language=("en", "es")[n % 2])
    for n in range({PEOPLE})
)
speakers = Participant.objects.bulk_create(Participant(user=person, kind="account") for person in people)
Subscription.objects.bulk_create(Subscription(need=need, origin=need, participant=each) for each in speakers)
"""

# Each worker begins where the one before was killed, and is as new as one that systemd starts again.
KILLED = f"""
import os, random, signal
from django.db import connection
from cms.celery import app
from cms.notices.models import Notice
from feedback.domain import notifications
from feedback.models import Subscription
app.loader.import_default_modules()
notifications.BATCH = {BATCH}
site = os.getpid()

def work():
    app.tasks["feedback.tasks.notify_subscribers"]()
    app.tasks["cms.notices.tasks.send_pending"]()

def start():
    connection.close()
    if not (child := os.fork()):
        while os.getppid() == site:  # and no longer, should the test itself be ended
            work()
        os._exit(0)
    return child

def progress():
    return Notice.objects.count(), Notice.objects.exclude(sent_at=None).count()

chance, longest, killed_at_work = random.Random(11), 0.1, 0
for _ in range({KILLS}):
    before, worker = progress(), start()
    time.sleep(chance.uniform(0, longest))
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    if progress() != before:
        killed_at_work, longest = killed_at_work + 1, max(longest * 0.7, 0.05)
    elif before != ({PEOPLE}, {PEOPLE}):  # a busy machine needs longer until anything is done
        longest = min(longest * 1.5, 5)
    else:
        longest = 0.05
while Subscription.objects.filter(progress_told_at=None).exists() or Notice.objects.pending().exists():
    work()
from post_office.models import Email
result = {{
    "killed_at_work": killed_at_work,
    "told": list(Notice.objects.values_list("email", flat=True)),
    "mails": [to for mail in Email.objects.all() for to in mail.to],
}}
"""


def test_each_is_told_once_though_the_worker_is_killed_fifty_times(install):
    site = install("filesystem://localhost/")
    found = site.run(ASKED + KILLED)
    assert found["killed_at_work"] > 5, "each time some of the work was done"
    everyone = sorted(f"many{number}@example.org" for number in range(PEOPLE))
    assert sorted(found["told"]) == everyone
    assert sorted(found["mails"]) == everyone
