"""Pages made by other code are not used."""

import shutil

import pytest
from django.conf import settings as django_settings

from cms.caching import current_release


@pytest.fixture
def code(settings, tmp_path):
    """A copy of part of the site, and its fingerprint on asking."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text("one")
    shutil.copy(django_settings.BASE_DIR / "requirements.txt", tmp_path)
    settings.BASE_DIR = tmp_path

    def fingerprint():
        current_release.cache_clear()
        return current_release()

    yield fingerprint
    current_release.cache_clear()


def test_each_change_of_the_code_makes_another_release(code, settings, tmp_path):
    seen = [code()]
    (tmp_path / "templates" / "base.html").write_text("two")
    seen.append(code())
    (tmp_path / "templates" / "base.html").rename(tmp_path / "templates" / "other.html")
    seen.append(code())
    (tmp_path / "requirements.txt").write_text("django==6.0")
    seen.append(code())
    settings.BASE_URL = "https://other.example"
    seen.append(code())
    assert len(set(seen)) == 5


def test_what_python_writes_beside_the_code_is_no_change(code, tmp_path):
    before = code()
    (tmp_path / "templates" / "views.cpython-311.pyc").write_bytes(b"compiled")
    assert code() == before
