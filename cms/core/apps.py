from django.apps import AppConfig

from .searchable import register


class CoreConfig(AppConfig):
    name = "cms.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import signals  # noqa: F401 (connects them; models are not ready earlier)
        from .searchable_pages import ContactSource, FAQSource, StandardPageSource

        for source in (StandardPageSource, FAQSource, ContactSource):
            register(source)
