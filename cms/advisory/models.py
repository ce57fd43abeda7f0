"""Advisory boards, their members and what they report."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import BodyBlock
from cms.core.models import BasePage
from cms.taxonomy.models import SOURCE_TERMS, RegionalCenter

from .blocks import RecommendationsBlock


class BoardIndexPage(BasePage):
    parent_page_types = ["core.HomePage"]
    subpage_types = ["advisory.BoardPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("advisory boards")


class BoardPage(BasePage):
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        InlinePanel("members", heading=_("Members"), label=_("Member")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["advisory.BoardIndexPage"]
    subpage_types = ["advisory.BoardUpdatePage"]

    class Meta:
        verbose_name = _("advisory board")


class BoardMember(TranslatableMixin, Orderable):
    """Students by first name only."""

    page = ParentalKey(BoardPage, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True)
    region = models.ForeignKey(
        RegionalCenter,
        verbose_name=_("regional center"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to=SOURCE_TERMS,
        related_name="+",
    )

    panels = [FieldPanel("name"), FieldPanel("role"), FieldPanel("region")]
    override_translatable_fields = [SynchronizedField("name"), SynchronizedField("region")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("board member")


class BoardUpdatePage(BasePage):
    date = models.DateField(_("date of the meeting"))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    recommendations = StreamField(RecommendationsBlock(), verbose_name=_("recommendations"), blank=True)
    next_meeting = models.DateField(_("next meeting"), null=True, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("recommendations"),
        FieldPanel("next_meeting"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]
    parent_page_types = ["advisory.BoardPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("board update")
        verbose_name_plural = _("board updates")
