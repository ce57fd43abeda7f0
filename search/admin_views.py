"""What visitors search for, in the Reports menu of Wagtail's admin."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from cms.intake.text import clean_text
from feedback.columns import NEED
from feedback.domain import empty_searches
from feedback.domain.empty_searches import EmptySearch
from feedback.exports import escape_formula
from feedback.permissions import may_read_queue, may_work_queue
from feedback.views.figures import ForReaders
from feedback.views.queue import LenientListing
from search.filters import FOUR_WEEKS, SPANS, SearchFilterSet
from search.forms import TakeUpForm
from search.queries.searches import AskedFor, Span, rows_in

REPORT = "search_report"
LANGUAGES = dict(settings.LANGUAGES)


def address_of(row, span):
    """Of the screen that says all of a search."""
    asked = {"key": row["key"], "language": row["language"], "span": span}
    return f"{reverse('search_report_search')}?{urlencode(asked)}"


def search_address(words, language):
    """Of what a visitor is shown."""
    with override(language):
        return f"{reverse('search')}?{urlencode({'q': words})}"


class LinkedColumn(Column):
    """A number, or words, with the rows behind it; a zero has none."""

    def __init__(self, name, *, get_url, **kwargs):
        super().__init__(name, **kwargs)
        self._get_url = get_url

    def render_cell_html(self, instance, parent_context):
        value = self.get_value(instance)
        if value == 0:
            return format_html('<td class="{}">0</td>', self.classname or "")
        cell = '<td class="{}"><a href="{}"{}>{}</a></td>'
        lang = format_html(' lang="{}"', instance["language"]) if isinstance(value, str) else ""
        return format_html(cell, self.classname or "", self._get_url(instance), lang, value)


class SearchesView(ForReaders, LenientListing, ReportView):
    page_title = gettext_lazy("Searches")
    header_icon = "search"
    index_url_name = REPORT
    index_results_url_name = "search_report_results"
    filterset_class = SearchFilterSet
    default_ordering = ("-people", "-times", "key", "language")
    list_export = ["text", "language", "times", "people", "hits", "near", "vain", "clicks", "before", "rise"]
    export_filename = "searches"
    export_headings = {
        "text": gettext_lazy("Words"),
        "language": gettext_lazy("Language"),
        "times": gettext_lazy("Searches"),
        "people": gettext_lazy("Visitors"),
        "hits": gettext_lazy("Found by words"),
        "near": gettext_lazy("Found by meaning"),
        "vain": gettext_lazy("Without results"),
        "clicks": gettext_lazy("Results opened"),
        "before": gettext_lazy("Searches before"),
        "rise": gettext_lazy("More than before"),
    }
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: escape_formula, ReportView.FORMAT_XLSX: escape_formula},
    }

    @property
    def columns(self):
        heading, span = self.export_headings, self.filters.days
        days = {"get_url": lambda row: f"{address_of(row, span)}#days-section", "classname": "need-number"}
        opened = {"get_url": lambda row: f"{address_of(row, span)}#opened-section", "classname": "need-number"}
        found = {"get_url": lambda row: search_address(row["text"], row["language"]), "classname": "need-number"}
        return [
            LinkedColumn("text", label=heading["text"], get_url=lambda row: address_of(row, span), classname="title"),
            Column("language", label=heading["language"], accessor=lambda row: LANGUAGES[row["language"]]),
            LinkedColumn("people", label=heading["people"], sort_key="people", **days),
            LinkedColumn("times", label=heading["times"], sort_key="times", **days),
            Column("before", label=heading["before"], sort_key="before", classname="need-number"),
            LinkedColumn("hits", label=heading["hits"], sort_key="hits", **found),
            LinkedColumn("near", label=heading["near"], sort_key="near", **found),
            LinkedColumn("clicks", label=heading["clicks"], sort_key="clicks", **opened),
        ]

    def get_base_queryset(self):
        return rows_in(Span(self.filters.days, localdate()))

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": rows_in(Span(1, localdate())).none()}

    def get_ordering(self):
        if self.filters.shows_rising and not self.is_explicitly_ordered:
            return ("-rise", "key", "language")
        return super().get_ordering()

    def order_queryset(self, queryset):
        """Equals in one order: none is on two pages, and none on no page."""
        order = (self.ordering,) if isinstance(self.ordering, str) else self.ordering
        return queryset.order_by(*order, "key", "language")


class SearchView(ForReaders, WagtailAdminTemplateMixin, View):
    """One thing that was searched for: its days, what was opened, and the need it is or becomes."""

    template_name = "search/report/search.html"
    page_title = gettext_lazy("Search")
    header_icon = "search"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        said, spans = request.GET, dict(SPANS)
        self.span = said.get("span") if said.get("span") in spans else FOUR_WEEKS
        language = said.get("language") if said.get("language") in LANGUAGES else "en"
        self.asked = AskedFor(clean_text(said.get("key", "")), language, Span(int(self.span), localdate()))
        self.search = EmptySearch(self.asked.words, language)

    def dispatch(self, request, *args, **kwargs):
        if may_read_queue(request.user) and not self.asked.days:
            messages.warning(request, _("Nobody searched for this in these days, or it is not kept any more."))
            return redirect(REPORT)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._show(TakeUpForm(initial={"title": empty_searches.title_for(self.search)}))

    def post(self, request):
        if not may_work_queue(request.user):
            raise PermissionDenied
        form = TakeUpForm(request.POST)
        if form.is_valid() and not self._is_offered():
            form.add_error(None, _("Something is found for it by now, or there is a need for it already."))
        if not form.is_valid():
            return self._show(form)
        found = {"visitors": self.asked.visitors, "by": request.user}
        need = empty_searches.take_up(self.search, title=form.cleaned_data["title"], **found)
        messages.success(request, _("Need #%(number)s is in the queue, and you follow it.") % {"number": need.number})
        return redirect(NEED, need.pk)

    def _is_offered(self):
        found = empty_searches.finds(self.search.words, self.search.language)
        return may_work_queue(self.request.user) and not found and not self._need

    @property
    def _need(self):
        return empty_searches.need_for(self.search)

    def _show(self, form):
        context = self.get_context_data(
            asked=self.asked,
            span=dict(SPANS)[self.span],
            language=LANGUAGES[self.search.language],
            opened=self.asked.opened(),
            search_address=search_address(self.search.words, self.search.language),
            need=self._need,
            form=form if self._is_offered() or form.errors else None,
        )
        return self.render_to_response(context, status=422 if form.errors else 200)

    def get_page_subtitle(self):
        return self.asked.words

    def get_breadcrumbs_items(self):
        report = {"url": reverse(REPORT), "label": _("Searches")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_subtitle()}]
