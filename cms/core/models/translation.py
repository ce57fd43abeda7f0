"""What a translation lacks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PartialTranslation(models.Model):
    """The strings a page was last saved without; a page that has no such row is complete.

    Strings are named `<context>:<string>`, by the keys wagtail-localize has for them.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="partial_translation")
    missing = models.JSONField(default=list)
    agreed = models.JSONField(default=list)  # those a person was shown and published the page without
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("partial translation")
        default_permissions = ()

    def __str__(self):
        return f"{self.page_id}: {len(self.missing)}"
