from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "cms.mail"

    def ready(self):
        from . import receivers  # noqa: F401  (needs the models of post_office)
