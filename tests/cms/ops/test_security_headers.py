import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def policy(response):
    header = response.headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in header.split(";")}


@pytest.mark.parametrize("path", ["/en/", "/es/", "/en/accounts/login/", "/es/cuenta/entrar/", "/en/nowhere/"])
def test_public_pages_allow_nothing_inline_and_nobody_to_frame_them(client, path):
    found = policy(client.get(path))
    assert found["default-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert not any("unsafe" in source for sources in found.values() for source in sources)


def test_admin_has_a_policy_of_its_own(admin_client):
    found = policy(admin_client.get(reverse("wagtailadmin_home")))
    assert found["script-src"] == ["'self'", "'unsafe-inline'"]
    assert found["frame-ancestors"] == ["'self'"]
