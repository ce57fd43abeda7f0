from django.apps import AppConfig


class SummitConfig(AppConfig):
    name = "cms.summit"
    default_auto_field = "django.db.models.BigAutoField"
