from django.apps import AppConfig


class SummitConfig(AppConfig):
    name = "cms.summit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import clock  # noqa: F401  (needs the models)
