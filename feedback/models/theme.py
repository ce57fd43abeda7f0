"""Open needs that are about the same, so that the Working Group can read thousands as some dozens."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """Its key is its number, which it keeps while most of its needs stay. Changed by `feedback.domain.themes` only."""

    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    is_named = models.BooleanField(default=False)  # by a member: the names stay
    grouped_at = models.DateTimeField(default=timezone.now)  # last

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        default_permissions = ()

    def __str__(self):
        return self.name_es if (get_language() or "en").startswith("es") else self.name_en
