from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "cms.contact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import receivers  # noqa: F401  (needs the models)
