"""What is promised to whoever asks, until editors promise something else; and the site that comments are of."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site

from .models import Promises


def ensure_defaults():
    Promises.load()
    host = urlsplit(settings.BASE_URL).netloc
    Site.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": host, "name": settings.WAGTAIL_SITE_NAME[:50]}
    )
