"""For people who change the code: debug pages, plain static files, a key that protects nothing."""

from .base import *  # noqa: F403
from .base import STORAGES

DEBUG = True
PAGE_CACHE = False  # templates change while the process runs
SECRET_KEY = "only-for-development-and-known-to-everyone"  # noqa: S105
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
