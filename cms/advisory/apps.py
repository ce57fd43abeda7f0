from django.apps import AppConfig


class AdvisoryConfig(AppConfig):
    name = "cms.advisory"
    default_auto_field = "django.db.models.BigAutoField"
