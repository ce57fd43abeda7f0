"""The dashboard of the Working Group, and the lists of what its numbers count beside needs."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from cms.resources.models import ResourcePage

from .. import dashboard
from ..admin_forms import FiguresForm
from ..columns import SaidColumn, TextColumn
from ..filters import ResourceFilterSet, SignalFilterSet
from ..models import Need, Signal
from ..permissions import may_read_queue
from ..queries import periods
from ..queries.figures import Report
from .queue import LenientListing

QUEUE = "wagtailsnippets_feedback_need:list"
FIGURES = "wagtailsnippets_feedback_need:figures"


class ForReaders:
    """Whoever may read the queue."""

    def dispatch(self, request, *args, **kwargs):
        if not may_read_queue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FiguresView(ForReaders, WagtailAdminTemplateMixin, View):
    template_name = "feedback/figures/dashboard.html"
    page_title = _("Figures")
    header_icon = "view"

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        form = FiguresForm(self.request.GET, offered=list(periods.choices(_first_day())))
        form.is_valid()
        period, where = form.chosen_period(), form.where()
        report = Report(period)
        audiences, places = dashboard.gap_map(where)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "period": period,
            "total": dashboard.total(report),
            "now": dashboard.now(),
            "groups": [(_("Language"), dashboard.by_language(report)), (_("Region"), dashboard.by_region(report))],
            "months": dashboard.Months.around(period, localdate()),
            "audiences": audiences,
            "places": places,
            "sources": dashboard.sources(period),
            "themes": dashboard.themes(),
            "worst_rated": dashboard.worst_rated(),
            "searches": dashboard.searches(period),
        }

    def get_breadcrumbs_items(self):
        queue = {"url": reverse(QUEUE), "label": _("Needs queue")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]


def _first_day():
    """Of the first need, or of the month before this one: the summary of that is sent whatever there is in it."""
    before = periods.Period.month_of(localdate()).before.first
    first = Need.objects.order_by("created_at", "pk").values_list("created_at", flat=True).first()
    return min(before, localdate(first)) if first else before


class CountedView(ForReaders, LenientListing, BaseListingView):
    """What a number counts, one thing a row."""

    paginate_by = 50

    def get_index_results_url(self):
        return self.index_url

    def get_breadcrumbs_items(self):
        queue = {"url": reverse(QUEUE), "label": _("Needs queue")}
        figures = {"url": reverse(FIGURES), "label": _("Figures")}
        return [*self.breadcrumbs_items, queue, figures, {"url": "", "label": self.get_page_title()}]


class SignalsView(CountedView):
    page_title = _("Signals")
    header_icon = "list-ul"
    filterset_class = SignalFilterSet
    index_url_name = "wagtailsnippets_feedback_need:figures_signals"
    default_ordering = ("-created_at", "-pk")
    columns = [
        SaidColumn("excerpt", label=_("What was said")),
        TextColumn("kind", label=_("Source"), accessor="get_kind_display"),
        TextColumn("language", label=_("Language"), accessor="get_language_display"),
        TextColumn("region", label=_("Region"), accessor=lambda signal: signal.region.label if signal.region else ""),
        TextColumn("day", label=_("Day"), accessor=lambda signal: date_format(localdate(signal.created_at))),
    ]

    def get_base_queryset(self):
        return Signal.objects.standing().exclude(need=None).select_related("need", "region", "suggestion")


class ResourcesView(CountedView):
    """Each work once."""

    page_title = _("Published resources")
    header_icon = "doc-full"
    filterset_class = ResourceFilterSet
    index_url_name = "wagtailsnippets_feedback_need:figures_resources"
    default_ordering = ("title", "pk")
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda page: page.url),
        TextColumn("language", label=_("Language"), accessor=lambda page: page.locale.get_display_name()),
        TextColumn("region", label=_("Region"), accessor=lambda page: page.region.label if page.region else ""),
    ]

    def get_base_queryset(self):
        return ResourcePage.objects.readable().select_related("locale", "region")

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": ResourcePage.objects.none()}
