import pytest
from django.core import mail

from cms.accounts.fields import DisplayNameMixin
from cms.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.taxonomy import RegionalCenterFactory

pytestmark = pytest.mark.django_db
PROFILE = "/es/cuenta/perfil/"
PAGES = ["perfil/", "avisos/", "correo/", "contrasena/cambiar/", "dos-pasos/"]


def test_visitor_is_asked_to_sign_in_first(client):
    for page in PAGES:
        assert client.get(f"/es/cuenta/{page}").url.startswith("/es/cuenta/entrar/?next=/es/cuenta/")


def test_person_changes_the_own_profile_only(client):
    other, user, center = UserFactory(), UserFactory(), RegionalCenterFactory()
    client.force_login(user)
    form = {"display_name": "Nueva", "role": "family", "region": center.pk, "language": "es", "digest": "weekly"}
    assert client.post(PROFILE, form | {"email": "x@example.org", "is_superuser": "on"}, follow=True).status_code == 200
    saved = User.objects.get(pk=user.pk)
    assert (saved.display_name, saved.role, saved.region, saved.language, saved.digest) == (
        "Nueva",
        "family",
        center,
        "es",
        "weekly",
    )
    assert (saved.email, saved.is_superuser) == (user.email, False)
    assert User.objects.get(pk=other.pk).display_name == other.display_name


def test_name_of_someone_else_is_refused_and_what_was_typed_stays(client):
    UserFactory(display_name="Ana")
    user = UserFactory(display_name="Before")
    client.force_login(user)
    response = client.post(PROFILE, {"display_name": "ANA", "language": "es", "digest": "none"})
    html = response.content.decode()
    assert "Otra persona ya usa este nombre" in html
    assert 'value="ANA"' in html
    assert "Before" in html  # the header still has the name that counts


def test_name_that_someone_took_a_moment_ago_is_refused_too(client, monkeypatch):
    UserFactory(display_name="Ana")
    client.force_login(UserFactory(display_name="Before"))
    monkeypatch.setattr(DisplayNameMixin, "clean_display_name", lambda form: form.cleaned_data["display_name"])
    response = client.post(PROFILE, {"display_name": "ANA", "language": "es", "digest": "none"})
    html = response.content.decode()
    assert "Otra persona ya usa este nombre" in html
    assert 'value="ANA"' in html


def test_person_keeps_the_own_name_in_another_spelling(client):
    user = UserFactory(display_name="ana")
    client.force_login(user)
    client.post(PROFILE, {"display_name": "Ana", "language": "en", "digest": "none"})
    assert User.objects.get().display_name == "Ana"


def test_translated_center_is_not_a_choice_beside_its_source(client):
    RegionalCenterFactory(name="Middle of Nowhere", es="En medio de la nada")
    client.force_login(UserFactory())
    html = client.get(PROFILE).content.decode()
    assert html.count("En medio de la nada") == 1
    assert "Middle of Nowhere" not in html


def test_pages_of_the_account_lead_to_each_other(client):
    client.post("/es/cuenta/entrar/", {"login": UserFactory().email, "password": PASSWORD})
    for page in PAGES:
        response = client.get(f"/es/cuenta/{page}")
        assert response.status_code == 200, page
        html = response.content.decode()
        assert all(f'href="/es/cuenta/{other}"' in html for other in PAGES)
        assert f'href="/es/cuenta/{page}" aria-current="page"' in html


def test_new_address_counts_once_it_is_confirmed(client, last_link):
    user = UserFactory(email="old@example.org", spanish=True)
    client.post("/es/cuenta/entrar/", {"login": user.email, "password": PASSWORD})
    asked = client.post("/es/cuenta/correo/", {"email": "new@example.org", "action_add": ""})
    assert asked.url == "/es/cuenta/confirmar-identidad/?next=%2Fes%2Fcuenta%2Fcorreo%2F"
    client.post(asked.url, {"password": PASSWORD, "next": "/es/cuenta/correo/"})
    assert User.objects.get().email == "old@example.org"
    html = client.get("/es/cuenta/correo/").content.decode()
    assert "old@example.org" in html
    assert "new@example.org" in html
    client.post(last_link())
    assert User.objects.get().email == "new@example.org"


def test_changed_password_is_told_by_mail(client, run_tasks):
    user = UserFactory(spanish=True)
    client.post("/es/cuenta/entrar/", {"login": user.email, "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": "another-horse-battery", "password2": "another-horse-battery"}
    assert client.post("/es/cuenta/contrasena/cambiar/", form).url == PROFILE
    run_tasks()
    assert [message.subject for message in mail.outbox] == ["Se cambió su contraseña"]


def test_display_name_stands_for_the_person_everywhere():
    user = UserFactory.build(display_name="Ana", email="ana@example.org")
    assert {str(user), user.get_full_name(), user.get_short_name()} == {"Ana"}
