"""The platform: pages, people, words of the domain, notices."""

from .celery import app as celery_app

__all__ = ["celery_app"]
