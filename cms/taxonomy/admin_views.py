"""The lists of words for editors: one row for each word, with its translation and where it is used."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.views.generic import usage as generic
from wagtail.snippets.views import snippets

from . import usage
from .models import Term
from .receivers import is_source


class TranslationColumn(tables.Column):
    """The word in the other language, which is a row of its own and is edited there."""

    cell_template_name = "taxonomy/admin/translation_cell.html"


class TermIndex(snippets.IndexView):
    """Wagtail's own would list each word once for each language."""

    def get_base_queryset(self):
        return super().get_base_queryset().source()

    @cached_property
    def columns(self):
        return [
            self._get_title_column("name"),
            TranslationColumn("translation", label=_("In Spanish"), accessor=self.translation, width="25%"),
            tables.Column("slug", label=_("Slug"), sort_key="slug"),
            tables.Column("uses", label=_("Used"), accessor=self.uses),
            tables.Column("sort_order", label=_("Order"), sort_key="sort_order"),
        ]

    @cached_property
    def translations(self):
        rows = self.model.objects.exclude(pk__in=self.model.objects.source()).select_related("locale")
        return {row.translation_key: row for row in rows}

    def translation(self, term):
        row = self.translations.get(term.translation_key)
        return row and {"term": row, "url": reverse(self.edit_url_name, args=[row.pk])}

    @cached_property
    def use_counts(self):
        return usage.counts(self.model)

    def uses(self, term):
        return self.use_counts[term.translation_key]


class TermUsage(snippets.UsageView):
    """The pages by name; of needs, people and messages only how many: not everyone here may see them."""

    @cached_property
    def columns(self):
        return [
            generic.TitleColumn("name", label=_("Name"), accessor="label", get_url=lambda row: row["edit_url"]),
            tables.Column("type", label=_("Type")),
            tables.Column("language", label=_("Language")),
        ]

    def get_queryset(self):
        pages, others = {}, []
        for rows in usage.users_of(self.object):
            on_pages = usage.pages_of(rows)
            pages |= {page.pk: (page, rows.model) for page in on_pages}
            others += [] if on_pages else [(rows.count(), rows.model)]
        return [*others, *pages.values()]

    def get_table(self, object_list, **kwargs):
        finder = AdminURLFinder(self.request.user)
        rows = [self._row(found, model, finder) for found, model in object_list]
        return super(generic.UsageView, self).get_table(rows, **kwargs)

    def _row(self, found, model, finder):
        names = model._meta
        if isinstance(found, int):
            label = f"{found} {names.verbose_name if found == 1 else names.verbose_name_plural}"
            return {"label": label, "edit_url": None, "edit_link_title": None, "type": "", "language": ""}
        return {
            "label": found.get_admin_display_title(),
            "edit_url": finder.get_edit_url(found),
            "edit_link_title": None,
            "type": capfirst(names.verbose_name),
            "language": found.locale.get_display_name(),
        }


def refuse_to_delete_what_is_used(request, rows):
    """For one word as for many that were ticked."""
    for term in rows:
        if isinstance(term, Term) and (reason := _why_not(term)):
            messages.error(request, reason)
            return redirect(term.snippet_viewset.get_url_name("usage"), term.pk)
    return None


def _why_not(term):
    if not is_source(term):
        return _("“%(name)s” is a translation: it goes when the word it translates is deleted.") % {"name": term.name}
    if usage.is_used(term):
        used = _("“%(name)s” cannot be deleted while it is used. Give these another word first.")
        return used % {"name": term.name}
    return None
