"""What every page of the site has."""

from django.conf import settings
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..addresses import page_url
from ..querysets import BasePageQuerySet
from .work import Work


class BasePage(Page):
    """A page with a summary. The translations of one page share `translation_key`: together they are one work."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences, shown in lists and search results.")
    )
    work = models.ForeignKey(Work, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    not_findable = ""  # why nobody needs to find pages of this type by searching, where that is so
    card_fields: tuple[str, ...] = ()  # what a card shows besides title and summary
    shown_with: tuple[str, ...] = ()  # related rows that every view of a page of this type shows
    takes_comments = False  # whether members may talk below pages of this type
    known_open = False  # found to be behind no view restriction
    source_relations = ()  # many-to-many fields that always are as in the source language
    override_translatable_fields = [SynchronizedField("show_in_menus")]

    objects = PageManager.from_queryset(BasePageQuerySet)()

    class Meta:
        abstract = True

    def clean(self):
        self.slug = slugify(self.slug)  # without accents, also when one was typed into the form
        super().clean()

    def save(self, *args, **kwargs):
        self.follow_source()
        with transaction.atomic():
            if self._state.adding or self.work_id != self.translation_key:
                self.work = Work.objects.of_page(self)
            super().save(*args, **kwargs)

    def with_content_json(self, content):
        """An old revision, or one copied from another page, must not say which work this is."""
        page = super().with_content_json(content)
        page.work_id = self.work_id
        return page

    def follow_source(self):
        """Taxonomy does not depend on the language: a translation has what its source has."""
        if not self.source_relations or self.locale.language_code == settings.LANGUAGE_CODE:
            return
        source = self.__class__.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        ).first()
        for name in self.source_relations if source else ():
            setattr(self, name, list(getattr(source, name).all()))

    def get_url(self, request=None, current_site=None):
        return page_url(self.url_path, request) or None

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none() if self.known_open else super().get_view_restrictions()
