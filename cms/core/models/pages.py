"""The pages every site needs: home, standard, questions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.blocks import BodyBlock, QuestionGroupsBlock, StepsStreamBlock

from .base import BasePage


class HomePage(BasePage):
    not_findable = "leads to the sections"
    hero_title = models.CharField(_("headline"), max_length=160)
    hero_text = models.TextField(_("text below the headline"), blank=True)
    steps_title = models.CharField(_("title above the steps"), max_length=160, blank=True)
    steps = StreamField(StepsStreamBlock(), verbose_name=_("steps"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("hero_text"),
        FieldPanel("steps_title"),
        FieldPanel("steps"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "resources.ResourceIndexPage",
        "summit.SummitIndexPage",
        "advisory.BoardIndexPage",
        "core.StandardPage",
        "core.FAQPage",
        "contact.ContactPage",
    ]

    class Meta:
        verbose_name = _("home page")


class StandardPage(BasePage):
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["core.HomePage", "core.StandardPage"]
    subpage_types = ["core.StandardPage", "core.FAQPage"]

    class Meta:
        verbose_name = _("standard page")


class FAQPage(BasePage):
    groups = StreamField(QuestionGroupsBlock(), verbose_name=_("groups of questions"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("groups")]
    search_fields = [*BasePage.search_fields, index.SearchField("groups")]
    parent_page_types = ["core.HomePage", "core.StandardPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("questions and answers page")

    def answers(self):
        """The key of each, which is the same in every language, with its question and its text."""
        for group in self.groups:
            for item in group.value["items"].bound_blocks:
                yield str(item.id), item.value["question"], item.value["answer"]
