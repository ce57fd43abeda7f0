"""For the test suite: nothing leaves the process, nothing is slow on purpose, nothing of a running site is touched."""

import os
from pathlib import Path

# Neither the .env nor the var/ of the site that a developer runs beside the tests.
os.environ["ENV_FILE"] = os.devnull
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parent.parent.parent / "var" / "test")

from .base import *  # noqa: E402, F403
from .base import CACHES, POST_OFFICE, STATIC_ROOT, STORAGES, env  # noqa: E402
from .connections import caches  # noqa: E402

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns where it is missing
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
if os.environ.get("CACHE_URL", "").startswith("redis"):
    # One database of Redis for each test process: to clear a cache is to empty its database.
    process = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES = caches(env.cache_url_config(f"{os.environ['CACHE_URL']}/{process}"))
ELASTICSEARCH_URL = ""  # a test that wants one takes it: see the fixture opensearch_url
MEANING_IN_REQUESTS = False  # what a request finds must not depend on how fast an encoder is loaded
SEARCH_LOG_DAYS = 0  # nothing is written beside a test: see the fixture search_log
PAGE_CACHE = False  # most tests change rows without committing: see the fixture page_cache
CELERY_BROKER_URL = "memory://"  # tasks wait in this process: see the fixture run_tasks
CELERY_BROKER_TRANSPORT, CELERY_BROKER_TRANSPORT_OPTIONS = None, {}
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
