"""The project that `wagtail start` makes, with the page of Wagtail's tutorial: a title and a body of rich text."""

import subprocess
from pathlib import Path

from tests.benchmarks.site import Site

MODELS = """\
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(blank=True)
"""
TEMPLATE = """\
{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
LOCAL = 'SECRET_KEY = "of-no-use"\nALLOWED_HOSTS = ["localhost"]\nWAGTAILADMIN_BASE_URL = "http://localhost"\n'
BODY_OF = "from wagtail.models import Page; print(Page.objects.get(url_path__endswith='%s').specific.body)"
TAKE_BODY = "import sys; from home.models import HomePage; HomePage.objects.update(body=sys.stdin.read())"


def plain_site(folder: Path, body: str) -> Site:
    """Its home page shows this body."""
    folder.mkdir()
    site = Site("plain", "plain.wsgi", {"DJANGO_SETTINGS_MODULE": "plain.settings.production"}, folder)
    subprocess.run([site.python.with_name("wagtail"), "start", "plain", folder], check=True, capture_output=True)
    (folder / "home/models.py").write_text(MODELS)
    (folder / "home/templates/home/home_page.html").write_text(TEMPLATE)
    (folder / "plain/settings/local.py").write_text(LOCAL)
    site.run("manage.py", "makemigrations", "home")
    site.run("manage.py", "migrate", "--verbosity=0")
    site.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    site.run("manage.py", "shell", "-v0", "-c", TAKE_BODY, given=body)
    return site


def body_of(ours: Site, path: str) -> str:
    """What our page at this path says, as HTML."""
    return ours.run("manage.py", "shell", "-v0", "-c", BODY_OF % path.removeprefix("/en"))
