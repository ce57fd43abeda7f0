from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "cms.taxonomy"
    default_auto_field = "django.db.models.BigAutoField"
