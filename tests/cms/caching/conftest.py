import pytest
from django.core.cache import caches

from cms.caching import store
from tests.plugins.tasks import commit


@pytest.fixture
def page_cache(settings):
    """The cache of pages as a running site has it. Call it to commit, as a request does at its end."""
    settings.PAGE_CACHE = True
    for name in ("pages", "versions"):
        caches[name].clear()
    store._held.clear()
    commit()
    return commit


@pytest.fixture
def is_kept(client, page_cache):
    """Whether an address is answered from the cache: a page that is made brings its context along."""

    def ask(url):
        return client.get(url).context is None

    return ask
