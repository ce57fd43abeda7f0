from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cms.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import clock, personal_data, receivers  # noqa: F401  (need the models)
