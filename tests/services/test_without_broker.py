"""A broker that is down costs a visitor nothing; the sweep does the work."""

import pytest

pytestmark = pytest.mark.once

ASK = """
from django.test import Client
from cms.notices.models import Notice
visitor = Client(headers={"host": "localhost"})
said = {"kind": "new_resource", "title": "Guía de reuniones", "body": "Para familias nuevas.", "language": "es"}
visitor.get("/es/sugerir/")
start = time.monotonic()
answer = visitor.post("/es/sugerir/", said | {"email": "ana@example.org"})
result = [answer.status_code, time.monotonic() - start, Notice.objects.pending().count()]
"""
SWEEP_TWICE = """
from cms.mail.tasks import send_mail
from cms.notices.tasks import send_pending
for _ in range(2):
    send_pending()
    send_mail()
result = None
"""


@pytest.fixture(params=["nobody listens", "nobody answers"])
def dead_broker(request, silent_server):
    return "redis://127.0.0.1:1/0" if request.param == "nobody listens" else f"redis://{silent_server}/0"


def test_suggestion_is_taken_at_once_and_the_sweep_sends_the_notice(install, dead_broker):
    site = install(dead_broker)
    status, seconds, pending = site.run(ASK)
    assert (status, pending) == (302, 1)
    assert seconds < 4
    assert site.mails() == []
    site.run(SWEEP_TWICE)
    assert [to for to, _ in site.mails()] == ["ana@example.org"]
