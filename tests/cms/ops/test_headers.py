import pytest
from django.core import mail
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now

from cms.mail.outbox import deliver
from cms.notices.domain import sending, telling
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("path", ["/en/", "/es/cuenta/entrar/", "/en/nowhere/", "/admin/login/", "/healthz"])
def test_no_page_may_use_camera_microphone_or_place(client, path):
    policy = client.get(path)["Permissions-Policy"]
    assert all(f"{device}=()" in policy for device in ("camera", "microphone", "geolocation"))


def test_pages_of_who_is_signed_in_are_left_in_no_browser(client):
    assert "no-store" not in client.get("/en/").get("Cache-Control", "")
    client.force_login(UserFactory())
    for path in ("/en/", "/en/accounts/profile/", "/en/my-suggestions/"):
        assert client.get(path)["Cache-Control"] == "private, no-store"


def test_what_a_visitor_said_is_left_in_no_shared_browser(client):
    page = ResourcePageFactory()
    client.post(f"/en/helpful/{page.translation_key}/", {"answer": "no", "reason": "My son needs it in Spanish."})
    response = client.get(page.url)
    assert "My son needs it in Spanish." in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "password/reset/", "confirm-email/x/", "password/reset/key/1-x/"]
)
def test_forms_and_links_of_an_account_are_left_in_no_browser(client, path):
    assert "no-store" in client.get(f"/en/accounts/{path}", follow=True)["Cache-Control"]


def test_who_finds_a_hole_is_told_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    assert 0 < (parse_datetime(lines["Expires"]) - now()).days < 365
    assert lines["Canonical"].endswith("/.well-known/security.txt")


def test_mails_say_that_no_person_wrote_them_and_where_to_have_fewer(run_tasks):
    person = UserFactory(spanish=True)
    for to in ({"recipient": person}, {"email": "ana@example.org"}):
        notice = telling.notify("confirm_email", language="es", context={"url": "/es/"}, dedupe_key=str(to), **to)
        sending.send(notice.pk)
    deliver()
    headers = {message.to[0]: message.extra_headers for message in mail.outbox}
    assert {each["Auto-Submitted"] for each in headers.values()} == {"auto-generated"}
    assert headers[person.email]["List-Unsubscribe"].endswith("/es/cuenta/perfil/>")
    assert "List-Unsubscribe" not in headers["ana@example.org"]
