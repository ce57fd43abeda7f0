from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "cms.notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from post_office.signals import email_queued

        from .signals import wake_worker

        email_queued.connect(wake_worker, dispatch_uid="notices.wake_worker")
