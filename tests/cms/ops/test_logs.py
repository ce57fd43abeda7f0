"""Nothing that opens a page by itself stands in the logs."""

import logging

import pytest
from django.conf import settings
from django.core import signing

from cms.ops.logs import HideKeys
from tests.factories.feedback import SuggestionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def logged():
    """The lines, as the handler of the site writes them."""
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    handler = Lines()
    handler.addFilter(HideKeys())
    logging.getLogger("django").addHandler(handler)
    yield lines
    logging.getLogger("django").removeHandler(handler)


def test_receipts_and_links_of_mails_are_not_in_the_logs_when_a_request_fails(client, logged):
    token, key = SuggestionFactory().token, signing.dumps(7, salt="x")
    assert client.post(f"/en/suggest/{token}/", {}).status_code == 422
    for path in (f"/en/suggest/{token}x/", f"/en/share-yours/draft/{key}/", f"/en/accounts/confirm-email/{key}/"):
        client.get(path)
    client.get("/en/needs/999/a-title/")
    text = "\n".join(logged)
    assert "Unprocessable Entity: /en/suggest/…/" in logged
    assert "Not Found: /en/needs/999/a-title/" in logged
    assert token not in text and key not in text


def test_the_site_logs_so():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["keys"]
    assert settings.LOGGING["filters"]["keys"]["()"] == f"{HideKeys.__module__}.{HideKeys.__qualname__}"
