from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MeaningConfig(AppConfig):
    name = "cms.meaning"
    label = "meaning"
    verbose_name = _("Meaning")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("meanings")
