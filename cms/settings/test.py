"""For the test suite: nothing leaves the process, nothing is slow on purpose, nothing of a running site is touched."""

import os
from pathlib import Path

# Neither the .env nor the var/ of the site that a developer runs beside the tests.
os.environ["ENV_FILE"] = os.devnull
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parent.parent.parent / "var" / "test")

from .base import *  # noqa: E402, F403
from .base import POST_OFFICE, STORAGES, VAR_DIR  # noqa: E402

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "media"
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}  # noqa: F405
CELERY_BROKER_URL = "memory://"  # tasks wait in this process: see the fixture run_tasks
CELERY_BROKER_TRANSPORT_OPTIONS = {}
EMAIL_BACKEND = "cms.notices.outbox.OutboxBackend"
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
