import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ACTIVATE = "/es/cuenta/dos-pasos/aplicacion/activar/"


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def person(client):
    """Signed in, and shown once more to be herself."""
    user = UserFactory(spanish=True)
    client.post("/es/cuenta/entrar/", {"login": user.email, "password": PASSWORD})
    client.post("/es/cuenta/confirmar-identidad/", {"password": PASSWORD, "next": ACTIVATE})
    return user


def turn_on(client):
    secret = client.get(ACTIVATE).context["form"].secret
    assert client.post(ACTIVATE, {"code": code(secret)}).status_code == 302
    cache.clear()  # a code works once
    return secret


def test_second_step_is_turned_on_and_told_by_mail(client, person, run_tasks):
    turn_on(client)
    run_tasks()  # allauth writes its mail after the commit
    run_tasks()
    assert "El acceso en dos pasos está activado" in [message.subject for message in mail.outbox]
    html = client.get("/es/cuenta/dos-pasos/").content.decode()
    assert "cada vez que inicie sesión se pedirá un código" in html
    assert "10 códigos" in html


def test_sign_in_asks_for_the_code(client, person):
    secret = turn_on(client)
    client.post("/es/cuenta/salir/")
    asked = client.post(
        "/es/cuenta/entrar/?next=/es/foros/", {"login": person.email, "password": PASSWORD, "next": "/es/foros/"}
    )
    assert asked.url == "/es/cuenta/dos-pasos/codigo/"
    assert "Escriba su código" in client.get(asked.url).content.decode()
    wrong = client.post(asked.url, {"code": "000000"})
    assert "Este código no es correcto." in wrong.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.post(asked.url, {"code": code(secret)}).url == "/es/foros/"
    assert "_auth_user_id" in client.session


def test_recovery_codes_are_shown_downloaded_and_replaced(client, person):
    turn_on(client)
    page = client.get("/es/cuenta/dos-pasos/codigos-de-recuperacion/")
    codes = page.context["unused_codes"]
    assert all(each in page.content.decode() for each in codes)
    assert client.get("/es/cuenta/dos-pasos/codigos-de-recuperacion/descargar/").content.decode().split() == codes
    assert "dejarán de funcionar" in client.get("/es/cuenta/dos-pasos/codigos-de-recuperacion/crear/").content.decode()
    client.post("/es/cuenta/dos-pasos/codigos-de-recuperacion/crear/")
    assert not set(codes) & set(client.get("/es/cuenta/dos-pasos/codigos-de-recuperacion/").context["unused_codes"])


def test_second_step_is_turned_off(client, person):
    turn_on(client)
    off = "/es/cuenta/dos-pasos/aplicacion/desactivar/"
    assert "Desactivar el acceso en dos pasos" in client.get(off).content.decode()
    client.post(off)
    assert not Authenticator.objects.exists()


def test_wrong_code_does_not_turn_it_on(client, person):
    client.get(ACTIVATE)
    response = client.post(ACTIVATE, {"code": "000000"})
    assert "Este código no es correcto." in response.content.decode()
    assert not Authenticator.objects.exists()
