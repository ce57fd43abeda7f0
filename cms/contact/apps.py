from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "cms.contact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import personal_data, receivers  # noqa: F401  (need the models)
