"""What someone asked for, in their own words."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Participant, User
from cms.core.models import Work
from cms.taxonomy.models import RegionalCenter, Topic

from ..enums import NeedKind


def new_token():
    return secrets.token_urlsafe(24)


class Suggestion(models.Model):
    """Needs no account: the token is the receipt. The e-mail address counts only once it is confirmed."""

    kind = models.CharField(_("kind"), max_length=20, choices=NeedKind, default=NeedKind.NEW_RESOURCE)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("details"), max_length=5000, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    region = models.ForeignKey(
        RegionalCenter, verbose_name=_("region"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    work = models.ForeignKey(
        Work,
        verbose_name=_("page it is about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="suggestions",
    )
    about_title = models.CharField(max_length=255, blank=True)  # of the page it was about, once that is deleted
    participant = models.ForeignKey(
        Participant, verbose_name=_("person"), on_delete=models.PROTECT, related_name="suggestions"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    email_confirmed_at = models.DateTimeField(_("e-mail address confirmed"), null=True, blank=True)
    token = models.CharField(_("receipt"), max_length=43, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def author(self) -> User | None:
        return self.participant.user
