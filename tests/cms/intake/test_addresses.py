"""An address with thousands of parameters is refused in the reader's language, on every page."""

import pytest
from django.test import Client

TOO_MANY = "&".join(f"a{number}=1" for number in range(1500))
PAGES = {
    "en": [
        "/en/",
        "/en/search/",
        "/en/resources/",
        "/en/forums/",
        "/en/suggest/",
        "/en/accounts/notices/",
        "/en/gone/",
    ],
    "es": ["/es/", "/es/buscar/", "/es/foros/", "/es/sugerir/", "/es/cuenta/entrar/", "/es/nada/"],
}
REFUSED = {"en": "We could not read that request", "es": "No pudimos leer esa solicitud"}


@pytest.mark.once
@pytest.mark.parametrize(("language", "path"), [(code, path) for code, paths in PAGES.items() for path in paths])
def test_too_many_parameters_get_a_page_that_says_so(client, db, language, path):
    page = client.get(f"{path}?{TOO_MANY}")
    assert page.status_code == 400
    assert f"<h1>{REFUSED[language]}</h1>" in page.text
    assert "a1499" not in page.text


def test_the_admin_refuses_them_too(client, db):
    assert client.get(f"/admin/?{TOO_MANY}").status_code == 400


NUMBERED = [
    "/documents/{}/a.pdf",
    "/documents/authenticate_with_password/{}/",
    "/_util/authenticate_with_password/{0}/{0}/",
    "/en/_util/authenticate_with_password/{0}/{0}/",
    "/en/forums/forum/talk-{}/",
    "/en/forums/forum/talk-{0}/topic/talk-{0}/",
    "/en/forums/feeds/forum/talk-{}/topics/",
    "/en/forums/member/{}/",
    "/en/forums/member/{}/posts/",
    "/en/moderation/decisions/{}/",
    "/en/moderation/post/{}/",
    "/admin/needs/inspect/{}/",
    "/admin/pages/{}/edit/",
]


@pytest.mark.parametrize("path", NUMBERED)
@pytest.mark.parametrize("digits", [19, 20, 40, 4301])
def test_a_number_that_nothing_can_have_is_not_found(admin_client, path, digits):
    assert admin_client.get(path.format("9" * digits)).status_code in (302, 404)


def test_digits_of_other_scripts_name_no_document(client, db):
    assert client.get("/documents/\u0661/a.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/en/suggest/", "/es/sugerir/", "/en/accounts/login/", "/admin/needs/bulk/"])
@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data", "multipart/x; boundary=x"],
)
def test_a_form_that_cannot_be_read_is_no_error_of_ours(db, path, content_type):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/en/suggest/")
    refused = browser.post(path, b"a=%FF", content_type=content_type)
    assert refused.status_code in (400, 403)
