from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "cms.ops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401  (needs the apps)
