"""How long the main pages take with the demo's content, for an anonymous visitor (`make bench`)."""

from statistics import median
from time import perf_counter

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.resources.models import ResourcePage
from search.tasks import update_index
from tests.queries import queries

ROUNDS = 20
FIXED = [
    "/en/",
    "/es/",
    "/en/resources/",
    "/en/forums/",
    "/en/search/?q=family",
    "/es/buscar/?q=familia",
    "/en/suggest/",
]


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    update_index()


def milliseconds(act):
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def test_pages(demo, client):
    print(f"\n{'page':<60}{'median ms':>10}{'worst ms':>10}{'queries':>9}{'kB':>6}")
    resource = Page.objects.type(ResourcePage).live().order_by("pk").last()
    for address in [*FIXED, resource.url]:
        size = len(client.get(address).content) / 1000
        count = len(queries(lambda address=address: client.get(address)))
        times = [milliseconds(lambda address=address: client.get(address)) for _ in range(ROUNDS)]
        print(f"{address:<60}{median(times):>10.1f}{max(times):>10.1f}{count:>9}{size:>6.0f}")
