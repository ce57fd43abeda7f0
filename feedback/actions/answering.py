"""The page that answers it."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from ..domain import drafting, pages
from .base import Action


class DraftAction(Action):
    name, title, button = "draft", gettext_lazy("Draft a page"), gettext_lazy("Draft a page")
    help = gettext_lazy(
        "Opens a draft with what is known filled in, or the page the need is about. Once it is published, "
        "the need is answered and everyone who asked is told."
    )
    publishes = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.need.answer_work_id:
            self.title = self.button = _("Work on the page")

    def run(self):
        self.page = drafting.draft_page(self.need, self.user, **self.expected)
        return _("This page answers the need once it is published.")

    def next_url(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


class PageChooser(AdminPageChooser):
    def get_instance(self, value):
        """Nothing for what is no key; Wagtail's own would fail while the form is shown again with its error."""
        is_key = str(value).isdecimal() and len(str(value)) < 19
        return super().get_instance(value) if isinstance(value, Page) or is_key else None


class LinkAction(Action):
    name, title, button = "link", gettext_lazy("Link a page that exists"), gettext_lazy("Link")
    publishes = True
    page = forms.ModelChoiceField(Page.objects.filter(depth__gt=2), label=gettext_lazy("Page"), widget=PageChooser)
    when = forms.ChoiceField(
        label=gettext_lazy("It answers the need"),
        choices=[("now", gettext_lazy("as it is")), ("next", gettext_lazy("once it is published again"))],
        initial="now",
        widget=forms.RadioSelect,
    )

    def run(self):
        as_it_is = self.cleaned_data["when"] == "now"
        pages.link_page(self.need, self.cleaned_data["page"], by=self.user, as_it_is=as_it_is, **self.expected)
        return _("The page is linked.")
