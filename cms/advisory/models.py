"""Advisory boards, their members and what they report."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from cms.accounts.enums import Role
from cms.core.blocks import BodyBlock
from cms.core.models import BasePage
from cms.taxonomy.models import SOURCE_TERMS, RegionalCenter

from .blocks import RecommendationsBlock
from .querysets import UpdateQuerySet

UPDATES = 6  # on the page of all boards


class BoardIndexPage(BasePage):
    not_findable = "lists pages that can be found"
    parent_page_types = ["core.HomePage"]
    subpage_types = ["advisory.BoardPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("advisory boards")

    def get_context(self, request, *args, **kwargs):
        boards = BoardPage.objects.child_of(self).visible().only_card_fields()
        updates = BoardUpdatePage.objects.descendant_of(self).visible().newest().only_card_fields()
        return super().get_context(request, *args, **kwargs) | {"boards": boards, "updates": updates[:UPDATES]}


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

    def get_context(self, request, *args, **kwargs):
        updates = BoardUpdatePage.objects.child_of(self).visible().newest().only_card_fields()
        members = self.members.select_related("region")
        return super().get_context(request, *args, **kwargs) | {"updates": updates, "members": members}


class BoardMember(Orderable):
    """Students by first name only."""

    page = ParentalKey(BoardPage, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    region = models.ForeignKey(
        RegionalCenter,
        verbose_name=_("regional center"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to=SOURCE_TERMS,
        related_name="+",
    )

    panels = [FieldPanel("name"), FieldPanel("role"), FieldPanel("region", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("board member")

    @property
    def about(self):
        return [part for part in (self.get_role_display(), self.region and self.region.label) if part]


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
    card_fields = ("date",)
    takes_comments = True
    parent_page_types = ["advisory.BoardPage"]
    subpage_types = []

    objects = PageManager.from_queryset(UpdateQuerySet)()

    class Meta:
        verbose_name = _("board update")
        verbose_name_plural = _("board updates")

    def clean(self):
        super().clean()
        if self.date and self.next_meeting and self.next_meeting <= self.date:
            raise ValidationError({"next_meeting": _("The next meeting is after this one.")})
