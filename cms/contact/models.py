"""The contact page, and what people write to us by its form."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.blocks import BodyBlock
from cms.core.models import BasePage, SiteSettings
from cms.taxonomy.models import RegionalCenter


class ContactPage(BasePage):
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["core.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("contact page")

    def get_context(self, request, *args, **kwargs):
        centers = RegionalCenter.objects.filter(locale=self.locale_id)
        more = {"centers": centers, "settings": SiteSettings.load(request)}
        return super().get_context(request, *args, **kwargs) | more


class ContactMessage(models.Model):
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    region = models.ForeignKey(
        RegionalCenter,
        verbose_name=_("regional center"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    message = models.TextField(_("message"), max_length=5000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    answered = models.BooleanField(_("answered"), default=False)

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.name}, {self.created_at:%Y-%m-%d}"
