from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CachingConfig(AppConfig):
    name = "cms.caching"

    def ready(self) -> None:
        from .tables import watch

        connection_created.connect(watch, dispatch_uid="cms.caching.watch")
