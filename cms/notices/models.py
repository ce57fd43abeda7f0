"""One thing told to one person once, in that person's language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.accounts.enums import Digest


class NoticeQuerySet(models.QuerySet):
    def pending(self):
        """Still to be sent by e-mail."""
        return self.filter(sent_at=None, by_email=True)

    def at_once(self):
        """Mailed one by one: to people who want that, and to people without an account."""
        return self.filter(Q(recipient=None) | Q(recipient__digest=Digest.AT_ONCE, recipient__is_active=True))

    def unwanted(self):
        """Written for e-mail before the person wanted no more of it, or closed the account."""
        return self.filter(Q(recipient__digest=Digest.NONE) | Q(recipient__is_active=False))

    def of(self, user):
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """`kind` names the templates notices/<kind>.*; `context` holds what they need, and `url`: where the link leads, and
    `unfollow`: where one says, without signing in, that this is enough."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=50)
    dedupe_key = models.CharField(max_length=200, unique=True)
    context = models.JSONField(default=dict)
    by_email = models.BooleanField(_("also by e-mail"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_by_recipient"),
            models.Index(fields=["created_at"], condition=Q(sent_at=None, by_email=True), name="notice_pending"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.dedupe_key
