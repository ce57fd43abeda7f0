from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, moderated, page_uses, personal_data, receivers  # noqa: F401  (need the models)
