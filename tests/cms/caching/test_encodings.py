"""Nobody gets what they cannot read: from the cache, made for them, or a file."""

import gzip

import brotli
import pytest
from django.http import HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from cms.caching.encodings import AcceptEncodingMiddleware
from tests.factories.pages import StandardPageFactory

READ = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}

# What is asked for -> what comes, from the cache and otherwise: what is made for one visitor has no brotli.
ASKED = {
    "gzip, deflate, br, zstd": ("br", "gzip"),
    "br": ("br", None),
    "GZIP": ("gzip", "gzip"),
    "*": ("br", "gzip"),
    "gzip;q=0": (None, None),
    "gzip; q=0.000": (None, None),
    "gzip;q=0, br": ("br", None),
    "gzip, br;q=0": ("gzip", "gzip"),
    "br;q=0": (None, None),
    "br;q=0.5, gzip;q=0.8": ("gzip", "gzip"),
    "br;q=0.8, gzip;q=0.5": ("br", "gzip"),
    "*;q=0": (None, None),
    "gzip;q=0.5, *;q=0": ("gzip", "gzip"),
    "br;q=0, *": ("gzip", "gzip"),
    "identity": (None, None),
    "identity, gzip;q=0.5": (None, None),
    "identity;q=0.5, gzip": ("gzip", "gzip"),
    "gzip;q=much": (None, None),
    "deflate": (None, None),
    "": (None, None),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("accepted", "encodings"), ASKED.items())
def test_a_page_comes_as_the_browser_wants_it(client, page_cache, settings, accepted, encodings):
    page = StandardPageFactory()
    page_cache()
    plain = client.get(page.url).content
    for encoding, cached in zip(encodings, (True, False), strict=True):
        settings.PAGE_CACHE = cached
        response = client.get(page.url, headers={"Accept-Encoding": accepted})
        assert (response.context is None) == cached
        assert response.get("Content-Encoding") == encoding
        assert "Accept-Encoding" in response["Vary"]
        if cached:  # a page that is made anew has its own nonces
            assert READ[encoding](response.content) == plain


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("gzip;q=0", None), ("*;q=0", None)])
def test_so_does_a_file(rf, settings, tmp_path, accepted, encoding):
    settings.WHITENOISE_ROOT = tmp_path
    (tmp_path / "site.css").write_text("p { color: teal }" * 100)
    (tmp_path / "site.css.gz").write_bytes(gzip.compress((tmp_path / "site.css").read_bytes()))
    answer = AcceptEncodingMiddleware(WhiteNoiseMiddleware(lambda request: HttpResponse(status=404)))
    response = answer(rf.get("/site.css", headers={"Accept-Encoding": accepted}))
    assert response.status_code == 200
    assert response.get("Content-Encoding") == encoding
    assert READ[encoding](response.getvalue()) == (tmp_path / "site.css").read_bytes()
