"""Wagtail's bakerydemo, which is on no package index: the environment variable BAKERYDEMO names a checkout.

It runs on the Django and the Wagtail that we run on, so that the difference is the project.
"""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.site import Site

CHECKOUT = "BAKERYDEMO"
BREAD = "from bakerydemo.breads.models import BreadPage as P; print(P.objects.live().order_by('pk').first().url)"
SHARED = ("django", "wagtail", "gunicorn", "whitenoise")
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "bakerydemo.settings.production",
    "DJANGO_SECRET_KEY": "of-no-use",
    "SECURE_SSL_REDIRECT": "False",
}


def has_checkout() -> bool:
    return bool(os.environ.get(CHECKOUT))


def bakery_site(folder: Path) -> Site:
    """A copy of the checkout with its own packages and its own demo content."""
    shutil.copytree(os.environ[CHECKOUT], folder, ignore=shutil.ignore_patterns(".git", ".venv", "node_modules"))
    python = install(folder)
    site = Site("bakerydemo", "bakerydemo.wsgi", ENVIRONMENT, folder, python)
    site.run("manage.py", "migrate", "--verbosity=0")
    site.run("manage.py", "load_initial_data")
    site.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    return site


def install(folder: Path) -> Path:
    """Its requirements, but for the packages that both projects stand on."""
    ours, venv = folder / "ours.txt", folder / ".venv"
    ours.write_text("".join(f"{name}=={version(name)}\n" for name in SHARED))
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, venv], check=True)
    wanted = ["-r", str(folder / "requirements/base.txt"), "-r", str(ours), "--override", str(ours)]
    how = ["-q", "--system-certs", "--compile-bytecode", "--python", str(venv / "bin/python")]
    subprocess.run([uv, "pip", "install", *how, *wanted], check=True)
    return venv / "bin/python"


def paths(site: Site) -> dict[str, str]:
    """By the page of ours that each stands beside."""
    bread = site.run("manage.py", "shell", "-v0", "-c", BREAD).strip().splitlines()[-1]
    return {"home": "/", "catalog": "/breads/", "resource": f"/{bread.split('//')[-1].partition('/')[2]}"}
