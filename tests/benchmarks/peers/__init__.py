"""What our pages are measured beside."""

from contextlib import AbstractContextManager
from pathlib import Path

from tests.benchmarks.site import PROJECT, Served, Site

FACTORY = "django.core.wsgi:get_wsgi_application()"


def machina_site(ours: Site) -> Site:
    """machina's own views and templates on our database."""
    site = Site("machina", FACTORY, ours.environment)
    return site.with_environment(DJANGO_SETTINGS_MODULE="tests.benchmarks.peers.machina_settings")


def start_bare(folder: Path) -> AbstractContextManager[Served]:
    """A view that answers the files of the folder from memory."""
    return Site("bare", "tests.benchmarks.peers.bare", {"BARE_PAGES": str(folder)}, PROJECT).serve()
