"""What `cms.wsgi` does when gunicorn loads it, in a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

FIRST_REQUEST = """
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

for language in ("en", "es"):
    with override(language):
        reverse("search")
get_template("base.html")
get_template("forums/topic.html")
"""


def objects_after(*lines):
    """How many objects a full collection of garbage would look through."""
    program = "\n".join([*lines, "import gc; gc.collect(); print(len(gc.get_objects()))"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_collecting_garbage_passes_over_what_was_loaded():
    assert objects_after("from cms import wsgi") < 1_000


def test_the_first_reader_waits_for_no_addresses_and_templates():
    assert objects_after("from cms import wsgi", FIRST_REQUEST) < 1_000
    assert objects_after("import django; django.setup()", FIRST_REQUEST) > 100_000
