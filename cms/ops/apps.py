from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OpsConfig(AppConfig):
    name = "cms.ops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, public_views  # noqa: F401  (need the apps)

        autodiscover_modules("sitemap")
