from django.apps import AppConfig

from cms.core.searchable import register


class ResourcesConfig(AppConfig):
    name = "cms.resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .searchable import ResourceSource  # needs the models

        register(ResourceSource)
