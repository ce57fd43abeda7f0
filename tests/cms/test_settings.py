"""The production settings refuse what is unsafe; each case starts a Django of its own."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once
SAFE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "commons.example.org",
    "BASE_URL": "https://commons.example.org",
    "DEMO": "false",
}


def start(tmp_path, code="from django.conf import settings; settings.DEBUG", **changed):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | SAFE | changed
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_safe_settings(tmp_path):
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"BASE_URL": "http://commons.example.org"}, "BASE_URL must start with https://"),
        ({"DEMO": "true"}, "DEMO has known passwords"),
    ],
)
def test_production_refuses(tmp_path, changed, message):
    refused = start(tmp_path, **changed)
    assert refused.returncode != 0
    assert message in refused.stderr


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        ({}, "'self'"),
        ({"S3_BUCKET": "b"}, "'self' https://*.amazonaws.com"),
        ({"S3_BUCKET": "b", "S3_ENDPOINT_URL": "https://s3.example.org"}, "'self' https://s3.example.org"),
        ({"S3_BUCKET": "b", "S3_PUBLIC_HOST": "media.example.org"}, "'self' media.example.org"),
    ],
)
def test_uploads_may_come_from_a_bucket(tmp_path, given, sources):
    ask = "from django.conf import settings; from django.core.files.storage import storages;"
    ask += "print(type(storages['default']).__name__, *settings.MEDIA_SOURCES)"
    kind = "S3Storage" if given else "FileSystemStorage"
    assert start(tmp_path, ask, **given).stdout.strip() == f"{kind} {sources}"


def test_the_example_names_everything_that_is_read():
    root = settings.BASE_DIR
    code = "".join(file.read_text() for file in (root / "cms/settings").glob("*.py"))
    processes = "".join((root / name).read_text() for name in ("Procfile", "Procfile.dev"))
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', code)) | set(re.findall(r"\$\{(\w+)", processes))
    example = (root / ".env.example").read_text()
    assert {name for name in read if not re.search(rf"\b{name}\b", example)} == set()
    written = set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert written - read - {"DJANGO_SETTINGS_MODULE", "PORT"} == set()


def test_requests_share_a_connection_to_the_database(tmp_path):
    """To open one takes SQLite longer than the queries of a page."""
    ask = "from django.db import connection; from django.core.signals import request_finished as end, request_started;"
    ask += "connection.ensure_connection(); first = connection.connection;"
    ask += "end.send(None); request_started.send(None); print(connection.connection is first)"
    assert start(tmp_path, "import django; django.setup();" + ask).stdout.strip() == "True"
