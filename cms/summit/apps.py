from django.apps import AppConfig

from cms.core.searchable import register


class SummitConfig(AppConfig):
    name = "cms.summit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .searchable import SessionSource, SummitSource  # needs the models

        register(SessionSource)
        register(SummitSource)
