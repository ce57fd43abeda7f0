"""The production settings refuse what is unsafe; each case starts a Django of its own."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "commons.example.org",
    "BASE_URL": "https://commons.example.org",
    "DEMO": "false",
}


def start(tmp_path, **changed):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | SAFE | changed
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
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
