from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from search import empty_searches, receivers  # noqa: F401  (need the models)

        autodiscover_modules("searchable")
        receivers.connect()
