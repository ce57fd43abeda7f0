"""The sessions of a summit, with who leads them and what they leave behind."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.accounts.enums import Role
from cms.core.bilingual import language_note, name_in
from cms.core.blocks import BodyBlock
from cms.core.models import BasePage
from cms.taxonomy.models import SOURCE_TERMS, Topic
from cms.taxonomy.widgets import TermCheckboxes

from ..enums import SessionFormat, SpokenLanguage
from ..querysets import SessionQuerySet
from .session_form import SessionForm


class SessionPage(BasePage):
    """Times are local to the summit (settings.TIME_ZONE)."""

    session_format = models.CharField(_("format"), max_length=20, choices=SessionFormat, default=SessionFormat.WORKSHOP)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    room = models.CharField(_("room"), max_length=120, blank=True)
    spoken_language = models.CharField(
        _("spoken language"), max_length=5, choices=SpokenLanguage, default=SpokenLanguage.EN
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, limit_choices_to=SOURCE_TERMS, related_name="sessions"
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    recording_url = models.URLField(_("web address of the recording"), max_length=500, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("session_format"), FieldPanel("room"), FieldPanel("spoken_language")]),
        FieldPanel("topics", widget=TermCheckboxes),
        FieldPanel("body"),
        InlinePanel("facilitators", label=_("Facilitator")),
        InlinePanel("materials", label=_("Material")),
        FieldPanel("recording_url"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    base_form_class = SessionForm
    card_fields = ("session_format", "starts_at", "ends_at", "room", "spoken_language")
    shown_with = ("work",)
    takes_comments = True
    source_relations = ("topics",)
    override_translatable_fields = [*BasePage.override_translatable_fields, SynchronizedField("room")]
    parent_page_types = ["summit.SummitPage"]
    subpage_types = []

    objects = PageManager.from_queryset(SessionQuerySet)()

    class Meta:
        verbose_name = _("summit session")
        verbose_name_plural = _("summit sessions")

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def shown_materials(self):
        return self.materials.select_related("document")

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A session ends after it starts.")})


class Facilitator(Orderable):
    """Who leads a session. Students by first name only."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="facilitators")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    organization = models.CharField(_("organization"), max_length=160, blank=True)
    organization_es = models.CharField(_("organization in Spanish"), max_length=160, blank=True)

    panels = [FieldPanel("name"), FieldPanel("role"), FieldPanel("organization"), FieldPanel("organization_es")]

    class Meta(Orderable.Meta):
        verbose_name = _("facilitator")

    def clean(self):
        super().clean()
        if self.role == Role.STUDENT and (self.organization or self.organization_es):
            raise ValidationError({"organization": _("A student is named without a school.")})

    @property
    def about(self) -> list[str]:
        role = Role(self.role).short if self.role else ""
        return [part for part in (role, name_in(self.organization, self.organization_es)) if part]


class Material(Orderable):
    """Slides, handouts and the like: a document here or an address elsewhere."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language of the material"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel("title"), FieldPanel("language"), FieldPanel("url"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("material")

    @property
    def shown(self) -> str:
        """The title, with its language where that is not the reader's."""
        note = language_note([self.language])
        return format_html('<span lang="{}">{}</span> {}', self.language, self.title, note) if note else self.title

    def clean(self):
        super().clean()
        if not (self.url or self.document):
            raise ValidationError({"url": _("Give a web address or choose a document.")})
