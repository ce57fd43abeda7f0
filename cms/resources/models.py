"""The catalog and its resources."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.bilingual import language_note, name_in
from cms.core.blocks import BodyBlock
from cms.core.models import BasePage
from cms.taxonomy.models import SOURCE_TERMS, Audience, RegionalCenter, Strategy, Topic
from cms.taxonomy.widgets import TermCheckboxes, TermSelect

from .catalog import Catalog
from .enums import License, MaterialLanguage, ResourceType
from .querysets import ResourceQuerySet


def next_year():
    return timezone.localdate().year + 1


class ResourceIndexPage(BasePage):
    not_findable = "lists pages that can be found"
    parent_page_types = ["core.HomePage"]
    subpage_types = ["resources.ResourcePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("resource catalog")

    def get_context(self, request, *args, **kwargs):
        catalog = Catalog(request.GET, ResourcePage, self.locale_id)
        return super().get_context(request, *args, **kwargs) | {"catalog": catalog}


class ResourcePage(BasePage):
    resource_type = models.CharField(_("type"), max_length=20, choices=ResourceType, db_index=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, limit_choices_to=SOURCE_TERMS, related_name="resources"
    )
    audiences = ParentalManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, limit_choices_to=SOURCE_TERMS, related_name="resources"
    )
    strategies = ParentalManyToManyField(
        Strategy, verbose_name=_("strategies"), blank=True, limit_choices_to=SOURCE_TERMS, related_name="resources"
    )
    region = models.ForeignKey(
        RegionalCenter,
        verbose_name=_("regional center"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to=SOURCE_TERMS,
        related_name="resources",
    )
    author_organization = models.CharField(_("author or organization"), max_length=200, blank=True)
    author_organization_es = models.CharField(_("author or organization in Spanish"), max_length=200, blank=True)
    publication_year = models.PositiveSmallIntegerField(
        _("year of publication"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(next_year)],
    )
    license = models.CharField(_("what others may do with it"), max_length=20, choices=License, blank=True)
    credit = models.CharField(
        _("shared by"), max_length=200, blank=True, help_text=_("As whoever gave it to us wants to be named.")
    )
    external_url = models.URLField(_("web address of the original"), max_length=500, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("resource_type"),
        FieldPanel("external_url"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("author_organization"),
                FieldPanel("author_organization_es"),
                FieldPanel("publication_year"),
                FieldPanel("license"),
                FieldPanel("credit"),
                InlinePanel("languages"),
            ],
            heading=_("About the material"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=TermCheckboxes),
                FieldPanel("audiences", widget=TermCheckboxes),
                FieldPanel("strategies", widget=TermCheckboxes),
                FieldPanel("region", widget=TermSelect),
            ],
            heading=_("Where it belongs"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("resource_type")]
    shown_with = ("work",)
    takes_comments = True
    source_relations = ("topics", "audiences", "strategies")
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("region"),
        SynchronizedField("author_organization"),
        SynchronizedField("author_organization_es"),
        SynchronizedField("languages"),
        SynchronizedField("license"),
        SynchronizedField("credit"),
    ]
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types = []

    objects = PageManager.from_queryset(ResourceQuerySet)()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    @property
    def material_languages(self):
        """The languages of the material in a row, as this page's language writes them."""
        names = [str(row.get_language_display()) for row in self.languages.all()]
        return ", ".join(names[:1] + [name.lower() if get_language() == "es" else name for name in names[1:]])

    @property
    def maker(self) -> str:
        return name_in(self.author_organization, self.author_organization_es)

    @property
    def material_note(self) -> str:
        return language_note([each.language for each in self.languages.all()])

    @property
    def region_name(self) -> str:
        _slug, label = RegionalCenter.by_id().get(self.region_id, ("", ""))
        return label


class ResourceLanguage(Orderable):
    """One language the material can be had in."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=5, choices=MaterialLanguage)

    panels = [FieldPanel("language")]

    class Meta(Orderable.Meta):
        verbose_name = _("language of the material")
        verbose_name_plural = _("languages of the material")
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="one_row_per_material_language")]
