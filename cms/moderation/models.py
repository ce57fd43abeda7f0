"""The log of decisions: written once, read by moderators and by the author, changed by nobody."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from .enums import Verdict


class LogIsFinalError(Exception):
    """A decision that turned out wrong is followed by another one; it is never rewritten."""


class DecisionQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise LogIsFinalError

    def delete(self):
        raise LogIsFinalError

    def forget_words(self, field: str) -> int:
        """The only thing that is ever taken out of the log: the words of somebody who is erased."""
        return super().update(**{field: ""})


class Decision(models.Model):
    """`kind` and `target` name what was decided about, `scope` whose business it is; the texts are as they were then.

    Whoever writes or decides here has an account: to erase it empties `author` or `decided_by`. The database does so
    itself, past what is refused here; the person's own words are taken out by `deciding.forget_words`.
    """

    kind = models.SlugField(max_length=40)
    target = models.PositiveBigIntegerField()
    scope = models.CharField(max_length=80)
    title = models.CharField(_("title"), max_length=255)
    title_language = models.CharField(_("language of the title"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    reason_en = models.TextField(_("reason in English"), blank=True)
    reason_es = models.TextField(_("reason in Spanish"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, db_index=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "target"], name="decision_target"),
            models.Index(fields=["kind", "scope", "author"], name="decision_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.heading}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LogIsFinalError
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("moderation:decision", args=[self.pk])

    @property
    def heading(self) -> str:
        return self.title or gettext("Erased with its author")

    @property
    def heading_language(self) -> str | None:
        return self.title_language if self.title else get_language()

    def delete(self, *args, **kwargs):
        raise LogIsFinalError

    def reason(self, language: str) -> str:
        return self.reason_es if language == "es" else self.reason_en
