import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from post_office.models import Email

from cms.accounts.models import User
from cms.mail.tasks import send_mail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.taxonomy import RegionalCenterFactory
from tests.markup import squeeze

pytestmark = pytest.mark.django_db
SIGNUP = "/es/cuenta/registro/"


def test_page_is_spanish_with_spanish_preselected(client):
    page = client.get(SIGNUP)
    html = page.content.decode()
    assert '<html lang="es">' in html
    assert "Crear una cuenta" in html
    assert page.context["form"]["language"].value() == "es"


def test_regional_centers_have_their_spanish_names(client):
    RegionalCenterFactory(name="Middle of Nowhere", es="En medio de la nada")
    html = client.get(SIGNUP).content.decode()
    assert "En medio de la nada" in html
    assert "Middle of Nowhere" not in html


def test_person_who_signs_up_in_spanish_is_asked_once_in_spanish_to_confirm(client, signup_form, run_tasks):
    response = client.post(SIGNUP, signup_form)
    assert response.url == "/es/cuenta/confirmar-correo/"
    user = User.objects.get()
    assert (user.email, user.display_name, user.role, user.language) == (
        "ana@example.org",
        "Ana Núñez",
        "family",
        "es",
    )
    run_tasks()
    run_tasks()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ana@example.org"], "Confirme su correo electrónico")
    ]
    assert "Hola, Ana Núñez:" in mail.outbox[0].body
    assert '<html lang="es">' in mail.outbox[0].alternatives[0][0]


def test_account_opens_only_after_the_address_is_confirmed(client, signup_form, last_link):
    client.post(SIGNUP, signup_form)
    assert "_auth_user_id" not in client.session
    link = last_link()
    assert link.startswith("/es/cuenta/confirmar-correo/")
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified  # mail programs open links by themselves
    client.post(link)
    assert EmailAddress.objects.get().verified


def test_person_who_confirms_in_the_same_browser_is_signed_in_where_she_came_from(client, signup_form, last_link):
    client.post(f"{SIGNUP}?next=/es/foros/", signup_form | {"next": "/es/foros/"})
    response = client.post(last_link())
    assert response.url == "/es/foros/"
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_person_who_confirms_elsewhere_signs_in_and_then_goes_where_she_came_from(client, signup_form, last_link):
    client.post(f"{SIGNUP}?next=/es/foros/", signup_form | {"next": "/es/foros/"})
    phone, link = Client(), last_link()
    html = phone.get(link).content.decode()
    assert 'name="next" value="/es/cuenta/entrar/?next=%2Fes%2Fforos%2F"' in html
    response = phone.post(link.split("?")[0], {"next": "/es/cuenta/entrar/?next=%2Fes%2Fforos%2F"})
    assert response.url == "/es/cuenta/entrar/?next=%2Fes%2Fforos%2F"
    response = phone.post(response.url, {"login": "ana@example.org", "password": PASSWORD, "next": "/es/foros/"})
    assert response.url == "/es/foros/"


def test_mail_is_in_the_language_chosen_on_the_form(client, signup_form, last_link):
    client.post("/en/accounts/signup/", signup_form | {"language": "es"})
    assert last_link().startswith("/es/cuenta/confirmar-correo/")
    assert mail.outbox[0].subject == "Confirme su correo electrónico"


def test_wrong_input_is_explained_beside_the_field_and_kept(client, signup_form):
    response = client.post(SIGNUP, signup_form | {"password2": "other", "display_name": "ana@example.org"})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="Ana@Example.org"' in html
    assert 'value="ana@example.org"' in html
    assert '<option value="family" selected>' in html
    assert "No use una dirección de correo electrónico" in html
    assert "Debe escribir la misma contraseña cada vez." in html
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["ana NÚÑEZ", " Ana Núñez ", "Ana  Núñez", "Ａｎａ Núñez"])
@pytest.mark.both
def test_names_that_differ_in_case_or_spaces_only_are_the_same(client, signup_form, name):
    UserFactory(display_name="Ana Núñez")
    response = client.post(SIGNUP, signup_form | {"display_name": name})
    assert response.context["form"].errors == {
        "display_name": ["Otra persona ya usa este nombre. Por favor, elija otro."]
    }


@pytest.mark.parametrize("name", ["a@b.org", "www.spam.example", "https://spam.example", "\u200b", "...", "x" * 61])
def test_names_that_mislead_are_refused(client, signup_form, name):
    response = client.post(SIGNUP, signup_form | {"display_name": name})
    assert set(response.context["form"].errors) == {"display_name"}


def test_known_address_gets_the_same_answer_and_a_mail_of_its_own(client, signup_form, run_tasks):
    owner = UserFactory(email="ana@example.org", display_name="Owner", spanish=True)
    known = client.post("/en/accounts/signup/", signup_form)
    unknown = Client().post("/en/accounts/signup/", signup_form | {"email": "new@example.org", "display_name": "New"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    run_tasks()
    assert "http://localhost:8000/es/cuenta/contrasena/restablecer/" in mail.outbox[0].body
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects == {owner.email: "Usted ya tiene una cuenta", "new@example.org": "Confirme su correo electrónico"}
    assert set(User.objects.values_list("email", flat=True)) == {"ana@example.org", "new@example.org"}


def test_no_second_try_tells_whether_an_address_has_an_account(client, signup_form):
    UserFactory(email="ana@example.org", display_name="Owner")
    for address in ("ana@example.org", "new@example.org"):
        form = signup_form | {"email": address, "display_name": f"Name for {address[:3]}"}
        assert Client().post(SIGNUP, form).status_code == 302
        again = Client().post(SIGNUP, form | {"email": "other@example.org"})
        assert list(again.context["form"].errors) == ["display_name"]


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed, which takes most of the time of an answer."""
    made, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: made.append(1) or encode(*args))
    return made


def test_known_and_unknown_addresses_take_the_same_time(client, signup_form, hashed):
    UserFactory(email="ana@example.org", display_name="Owner")
    hashed.clear()
    for address in ("ana@example.org", "new@example.org"):
        Client().post(SIGNUP, signup_form | {"email": address, "display_name": address[:3]})
        assert len(hashed) == 1
        hashed.clear()


def test_signing_in_takes_the_same_time_whoever_it_is(client, hashed):
    UserFactory(email="ana@example.org")
    counts = []
    for address in ("ana@example.org", "nobody@example.org"):
        hashed.clear()
        client.post("/en/accounts/login/", {"login": address, "password": "not the right one"})
        counts.append(len(hashed))
    assert counts[0] == counts[1]


def test_form_sent_twice_at_once_makes_one_account(client, signup_form, monkeypatch):
    client.post(SIGNUP, signup_form)
    # The second request looked before the first one had saved.
    monkeypatch.setattr("cms.accounts.forms.SignupForm.clean_display_name", lambda form: "Ana Núñez")
    monkeypatch.setattr("cms.accounts.forms.SignupForm.validate_unique_email", lambda form, value: value, raising=False)
    response = Client().post(SIGNUP, signup_form)
    assert response.url == "/es/cuenta/confirmar-correo/"
    assert User.objects.count() == 1


def test_name_that_looks_like_a_template_stays_words(client, signup_form):
    client.post(SIGNUP, signup_form | {"display_name": "{% include 'x' %} {{ settings }}"})
    assert "{% include 'x' %} {{ settings }}" in Email.objects.get().message


def test_signup_is_rate_limited(client, signup_form, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    client.post(SIGNUP, signup_form)
    assert Client().post(SIGNUP, signup_form | {"email": "b@example.org"}).status_code == 429


def test_broker_that_is_down_does_not_stop_a_signup(client, signup_form, dead_broker, run_tasks):
    with dead_broker():
        assert client.post(SIGNUP, signup_form).status_code == 302
        assert run_tasks() == []
    send_mail()
    assert len(mail.outbox) == 1


def test_html_of_the_mail_has_one_button_for_its_link(client, signup_form, run_tasks):
    client.post(SIGNUP, signup_form)
    run_tasks()
    html = squeeze(mail.outbox[0].alternatives[0][0])
    assert "Confirmar mi correo</a>" in html
    assert "http://localhost:8000/es/cuenta/perfil/" in html
