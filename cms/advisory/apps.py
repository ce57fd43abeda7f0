from django.apps import AppConfig

from cms.core.searchable import register


class AdvisoryConfig(AppConfig):
    name = "cms.advisory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .searchable import BoardSource, BoardUpdateSource  # needs the models

        register(BoardSource)
        register(BoardUpdateSource)
