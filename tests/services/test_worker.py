"""A real worker in a process of its own, on both brokers."""

import time

import pytest
from redis import Redis

pytestmark = pytest.mark.xdist_group("broker")  # one after the other: the database of Redis is the same

TELL_AND_KICK_AGAIN = """
from cms.jobs import enqueue_on_commit
from cms.notices.domain import telling
confirm = {"email": "ana@example.org", "language": "es", "context": {"url": "/es/"}}
notice = telling.notify("confirm_email", dedupe_key="a", **confirm)
for _ in range(5):
    enqueue_on_commit("cms.notices.tasks.send_notices", notice.pk)
    enqueue_on_commit("cms.mail.tasks.send_mail")
result = notice.pk
"""


@pytest.fixture(params=[pytest.param("filesystem", marks=pytest.mark.once), "redis"])
def broker(request):
    if request.param == "filesystem":
        return "filesystem://localhost/"
    url = request.getfixturevalue("redis_url") + "/12"
    Redis.from_url(url).flushdb()
    return url


def test_tasks_outlive_the_worker_and_a_notice_is_sent_once_however_often_it_is_kicked(install, broker):
    site = install(broker)
    site.run(TELL_AND_KICK_AGAIN)
    assert site.mails() == []
    site.start_worker()
    site.wait_for_mail(40)
    time.sleep(1.5)  # for the tasks that must do nothing
    assert [to for to, _ in site.mails()] == ["ana@example.org"]
