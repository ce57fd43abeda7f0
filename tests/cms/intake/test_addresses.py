"""An address with thousands of parameters is refused in the reader's language, on every page."""

import pytest

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


@pytest.mark.parametrize(("language", "path"), [(code, path) for code, paths in PAGES.items() for path in paths])
def test_too_many_parameters_get_a_page_that_says_so(client, db, language, path):
    page = client.get(f"{path}?{TOO_MANY}")
    assert page.status_code == 400
    assert f"<h1>{REFUSED[language]}</h1>" in page.text
    assert "a1499" not in page.text


def test_the_admin_refuses_them_too(client, db):
    assert client.get(f"/admin/?{TOO_MANY}").status_code == 400
