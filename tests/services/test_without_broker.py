"""A broker that is down costs a visitor nothing; the sweep does the work."""

import pytest

pytestmark = pytest.mark.once

ASK_AND_SWEEP_TWICE = """
from django.test import Client
from cms.mail.tasks import send_mail
from cms.notices.models import Notice
from cms.notices.tasks import send_pending
from post_office.models import Email
visitor = Client(headers={"host": "localhost"})
said = {"kind": "new_resource", "title": "Guía de reuniones", "body": "Para familias nuevas.", "language": "es"}
visitor.get("/es/sugerir/")
start = time.monotonic()
answer = visitor.post("/es/sugerir/", said | {"email": "ana@example.org"})
result = [answer.status_code, time.monotonic() - start, Notice.objects.pending().count(), Email.objects.count()]
for _ in range(2):
    send_pending()
    send_mail()
"""


@pytest.fixture(params=["nobody listens", "nobody answers"])
def dead_broker(request, silent_server):
    return "redis://127.0.0.1:1/0" if request.param == "nobody listens" else f"redis://{silent_server}/0"


def test_suggestion_is_taken_at_once_and_the_sweep_sends_the_notice(install, dead_broker):
    site = install(dead_broker)
    status, seconds, pending, mails = site.run(ASK_AND_SWEEP_TWICE)
    assert (status, pending, mails) == (302, 1, 0)
    assert seconds < 4
    assert [to for to, _ in site.mails()] == ["ana@example.org"]
