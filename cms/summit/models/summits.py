"""The summit: one page a year."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from cms.core.blocks import BodyBlock
from cms.core.models import BasePage

from ..enums import SummitState
from ..querysets import SummitQuerySet
from ..schedule import schedule
from .sessions import SessionPage


class SummitIndexPage(BasePage):
    not_findable = "lists pages that can be found"
    parent_page_types = ["core.HomePage"]
    subpage_types = ["summit.SummitPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("summits")

    def get_context(self, request, *args, **kwargs):
        summits = SummitPage.objects.child_of(self).visible().newest().only_card_fields()
        return super().get_context(request, *args, **kwargs) | {"summits": summits}


class SummitPage(BasePage):
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    state = models.CharField(_("state"), max_length=10, choices=SummitState, default=SummitState.ANNOUNCED)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("year"), FieldPanel("state")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("city")]),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    card_fields = ("year", "state", "starts_on", "ends_on", "venue", "city")
    parent_page_types = ["summit.SummitIndexPage"]
    subpage_types = ["summit.SessionPage"]

    objects = PageManager.from_queryset(SummitQuerySet)()

    class Meta:
        verbose_name = _("summit")

    @property
    def is_over(self):
        return bool(self.ends_on) and self.ends_on < timezone.localdate()

    def get_context(self, request, *args, **kwargs):
        sessions = SessionPage.objects.child_of(self).visible().in_order().only_card_fields()
        return super().get_context(request, *args, **kwargs) | {"days": list(schedule(sessions))}

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day cannot be before the first.")})
        if self.starts_on and self.year and self.starts_on.year != self.year:
            raise ValidationError({"starts_on": _("The first day is not in the year of the summit.")})

    def includes(self, day):
        """Whether something may take place that day; any day of the year while the days are not fixed."""
        if self.starts_on:
            return self.starts_on <= day <= (self.ends_on or self.starts_on)
        return day.year == self.year
