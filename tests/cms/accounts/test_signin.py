import pytest
from django.core import mail
from django.urls import reverse

from cms.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/es/cuenta/entrar/"


def sign_in(client, user, password=PASSWORD, path=LOGIN, **form):
    return client.post(path, {"login": user.email, "password": password, **form})


@pytest.mark.both
def test_person_signs_in_with_the_address_in_any_case(client):
    user = UserFactory(email="ana@example.org")
    response = client.post(LOGIN, {"login": "ANA@example.org", "password": PASSWORD})
    assert response.url == "/es/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_off_the_site(client, target):
    assert sign_in(client, UserFactory(), next=target).url == "/es/"


def test_unverified_person_is_sent_to_the_mailbox(client, run_tasks):
    user = UserFactory(verified=False, spanish=True)
    assert sign_in(client, user).url == reverse("account_email_verification_sent").replace("/en/accounts", "/es/cuenta")
    run_tasks()
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_known_and_unknown_addresses_are_answered_alike(client):
    UserFactory(email="known@example.org")
    errors = [
        client.post(LOGIN, {"login": address, "password": "wrong"}).context["form"].errors
        for address in ("known@example.org", "unknown@example.org")
    ]
    assert errors[0] == errors[1] == {"__all__": ["El correo electrónico o la contraseña no son correctos."]}


def test_wrong_passwords_are_limited_for_each_account(client):
    user = UserFactory()
    for _attempt in range(5):
        sign_in(client, user, "wrong")
    response = sign_in(client, user)
    assert response.context["form"].errors == {
        "__all__": ["Demasiados intentos. Espere unos minutos y vuelva a intentarlo."]
    }
    assert sign_in(client, UserFactory()).status_code == 302


def test_forged_proxy_headers_gain_nothing(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(LOGIN, {}, headers={"X-Forwarded-For": "1.1.1.1"})
    assert client.post(LOGIN, {}, headers={"X-Forwarded-For": "2.2.2.2"}).status_code == 429


def test_closed_account_cannot_sign_in(client):
    response = sign_in(client, UserFactory(is_active=False))
    assert response.url == "/es/cuenta/cerrada/"
    assert "_auth_user_id" not in client.session


def test_admin_sends_visitors_to_the_one_sign_in_and_back(client):
    response = client.get("/admin/pages/?x=1", follow=True)
    assert response.redirect_chain[-1][0] == "/en/accounts/login/?next=%2Fadmin%2Fpages%2F%3Fx%3D1"
    response = sign_in(client, UserFactory(editor=True), path=response.redirect_chain[-1][0], next="/admin/pages/?x=1")
    assert response.url == "/admin/pages/?x=1"


def test_member_who_asks_for_the_admin_is_refused_without_a_loop(client):
    client.force_login(UserFactory())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403


def test_wagtails_own_password_pages_are_closed(client):
    assert client.get("/admin/password_reset/", follow=True).status_code == 404


def test_signing_out_needs_a_post(client):
    client.force_login(UserFactory())
    assert client.get("/es/cuenta/salir/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/es/cuenta/salir/").url == "/es/"
    assert "_auth_user_id" not in client.session


def test_way_to_a_new_password_stands_below_the_form_not_between_its_fields(client):
    page = client.get(LOGIN).content.decode()
    assert page.index('name="password"') < page.index('href="/es/cuenta/contrasena/restablecer/"')
    assert page.count('href="/es/cuenta/contrasena/restablecer/"') == 1


def test_forgotten_password_is_replaced_by_a_link_that_works_once(client, last_link):
    user = UserFactory(spanish=True)
    client.post("/en/accounts/password/reset/", {"email": user.email.upper()})
    link = last_link()
    assert mail.outbox[-1].subject == "Elija una contraseña nueva"
    assert link.startswith("/es/cuenta/contrasena/restablecer/clave/")
    form = client.get(link, follow=True)
    new = {"password1": "another-horse-battery", "password2": "another-horse-battery"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert User.objects.get().check_password("another-horse-battery")
    last_link()
    letter = mail.outbox[-1].body
    assert f"Hola, {user.display_name}:" in letter
    assert "/es/cuenta/contrasena/restablecer/\n" in letter
    assert letter.endswith("/es/mensaje-de-contacto/\n")
    assert "Este enlace ya no funciona" in client.get(link, follow=True).content.decode()


def test_unknown_address_that_forgot_its_password_gets_the_same_answer(client, run_tasks):
    UserFactory(email="known@example.org")
    answers = [
        client.post("/es/cuenta/contrasena/restablecer/", {"email": a}).url
        for a in ("known@example.org", "no@example.org")
    ]
    assert answers[0] == answers[1]
    run_tasks()
    assert {message.to[0]: message.subject for message in mail.outbox}["no@example.org"] == (
        "No hay ninguna cuenta con este correo electrónico"
    )


def test_sign_in_form_offers_to_come_back_to_this_page(client):
    html = client.get("/es/cuenta/entrar/?next=/es/foros/").content.decode()
    assert 'name="next" value="/es/foros/"' in html
    assert "/es/cuenta/registro/?next=%2Fes%2Fforos%2F" in html


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("/es/cuenta/entrar/?next=/es/foros/", "?next=%2Fes%2Fforos%2F"),
        ("/es/cuenta/contrasena/restablecer/enviado/", ""),
        ("/es/buscar/?q=a%26b", "?next=%2Fes%2Fbuscar%2F%3Fq%3Da%2526b"),
    ],
)
def test_sign_in_of_the_header_leads_back_to_the_page_it_was_on(client, page, target):
    html = client.get(page).content.decode()
    assert f'href="/es/cuenta/entrar/{target}"' in html
    assert f'href="/es/cuenta/registro/{target}"' in html
