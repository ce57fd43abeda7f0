"""The editorial queue in Wagtail's admin: the list, and one need on one screen."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import Media
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Page
from wagtail.snippets.views.snippets import InspectView

from cms.core.viewsets import ReadOnlyListView
from cms.intake.text import number_from_text
from cms.memory import remembering

from ..actions import ACTIONS, BULK, offered_actions
from ..columns import ChoiceColumn, QueuePaginator
from ..domain.priority import priority_of
from ..enums import EventKind
from ..exports import escape_formula
from ..models import Need, Theme
from ..models.need import FIRST_SAID
from ..permissions import may_work_queue
from ..queries import needs, saved_views
from ..queries.duplicates import proposals
from ..queries.helpful import counts_of
from ..queries.mentions import mentioned_in
from ..queries.outcomes import reasons_of
from ..queries.translations import translations_of

SIGNALS_SHOWN = 50


class LenientListing:
    """With what is still valid in an old bookmark, and a word about what is not."""

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.filters.dropped and not (getattr(self, "is_export", False) or self.results_only):
            text = _("These filters hold something that no longer exists, which was left out: %(filters)s.")
            messages.warning(self.request, text % {"filters": ", ".join(self.filters.dropped)})
        return found


class QueueView(LenientListing, ReadOnlyListView):
    table_classname = "listing needs"
    default_ordering = ("closed", "-priority", "pk")
    paginator_class = QueuePaginator
    custom_value_preprocess = {
        **ReadOnlyListView.custom_value_preprocess,
        str: {ReadOnlyListView.FORMAT_CSV: escape_formula, ReadOnlyListView.FORMAT_XLSX: escape_formula},
    }
    export_headings = {
        "number": _("Number"),
        "people": _("People"),
        "meetings": _("Meetings"),
        "at_meetings": _("People at meetings"),
        "topic_label": _("Topic"),
    }
    export_headings |= {"region_label": _("Region"), "get_status_display": _("Status"), "get_kind_display": _("Kind")}
    export_headings |= {"get_language_display": _("Language")}

    @cached_property
    def columns(self):
        """With boxes of our own for those who may act: Wagtail's would list needs to anyone in the admin."""
        columns = super().columns
        box = ChoiceColumn("choice", label=_("Choose"), classname="need-choice")
        return [box, *columns] if may_work_queue(self.request.user) else columns

    def get_base_queryset(self):
        return Need.objects.for_queue()

    def order_queryset(self, queryset):
        """Needs that are alike stay in one order: none is on two pages, and none on no page."""
        if isinstance(self.ordering, str):
            return queryset.order_by(self.ordering, "-pk" if self.ordering.startswith("-") else "pk")
        return super().order_queryset(queryset)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        query = self.request.GET.urlencode()
        return context | {
            "saved_views": self.saved_views(context["filters"]),
            "bulk_actions": [(name, ACTIONS[name].title) for name in BULK] if may_work_queue(self.request.user) else [],
            "here": f"{self.index_url}?{query}" if query else self.index_url,
        }

    def saved_views(self, filters):
        """Each replaces the filters; what is chosen then narrows it down."""
        chosen = filters.form.cleaned_data.get("view") if filters.form.is_valid() else ""
        found = [{"label": _("All"), "url": self.index_url, "current": not chosen}]
        counts = saved_views.counts(self.request.user)
        for name, view in saved_views.SAVED_VIEWS.items():
            url = f"{self.index_url}?view={name}"
            found.append({"label": view.label, "url": url, "count": counts[name], "current": name == chosen})
        number = number_from_text(self.request.GET.get("theme", ""))
        if theme := number and Theme.objects.filter(pk=number).first():
            url = f"{self.index_url}?theme={theme.pk}"
            found.append({"label": theme, "url": url, "count": theme.needs.open().count(), "current": not chosen})
            found[0]["current"] = False
        more = {"themes": _("Themes"), "figures": _("Figures")}
        return [
            *found,
            *({"label": more[name], "url": reverse(f"wagtailsnippets_feedback_need:{name}")} for name in more),
        ]

    def stream_csv(self, queryset):
        return remembering(super().stream_csv(queryset))

    def search_queryset(self, queryset):
        return needs.search(queryset, self.search_query)


class NeedView(InspectView):
    any_permission_required = ["view"]
    page_title = _("Need")
    template_name = "feedback/queue/need.html"

    def get_object(self, queryset=None):
        terms = ("topic", "theme", "region")
        shown = Need.objects.select_related(*terms, "assignee", "merged_into")
        return get_object_or_404(shown, pk=number_from_text(str(self.pk)))

    def post(self, request, *args, **kwargs):
        if not may_work_queue(request.user):
            raise PermissionDenied
        action_class = ACTIONS.get(request.POST.get("action"))
        if not action_class:
            raise BadRequest("unknown action")
        action = action_class(request.POST, need=self.object, user=request.user)
        if done := action.perform():
            messages.success(request, done)
            return redirect(action.next_url())
        messages.error(request, _("Nothing was changed. Please look at the messages below."))
        self.object = action.need = self.get_object()
        return self.render_to_response(self.get_context_data(tried=action))

    def get_context_data(self, tried=None, **kwargs):
        need = self.object
        actions = offered_actions(need, self.request.user) if may_work_queue(self.request.user) else []
        if tried:
            actions = [action for action in actions if action.name != tried.name]
        signals = _signals(need, self.request.GET.get("p"))
        events = list(need.events.for_history())
        return super().get_context_data(**kwargs) | {
            "need": need,
            "tried": tried,
            "changed_since": _changed_since(need, tried) if tried else [],
            "actions": actions,
            "may_work": may_work_queue(self.request.user),
            "media": sum((action.media for action in actions), start=tried.media if tried else Media()),
            "priority": priority_of(need),
            "signals": signals,
            "elided_page_range": signals.paginator.get_elided_page_range(signals.number),
            "events": events,
            "mentioned": mentioned_in(event.note for event in events if event.kind == EventKind.NOTED),
            "duplicates": proposals(need),
            "told": _told(need),
            "pages": _pages(need),
            "outcomes": reasons_of(need),
            "helpful": counts_of([need.work_id]) if need.work_id else {},
        }


def _signals(need, number):
    """What was said, page by page: a need can have thousands. Of most needs, all of it is at hand."""
    said = need.first_said if len(need.first_said) < FIRST_SAID else need.signals.with_all_it_shows()
    page = WagtailPaginator(said, SIGNALS_SHOWN).get_page(number)
    translated = translations_of(page.object_list, get_language())
    for signal in page.object_list:
        signal.translation = translated.get(signal.pk, "")
    return page


def _changed_since(need, tried):
    """What the member could not know of when they filled in the form."""
    seen = tried.seen_version
    return [] if seen is None else need.events.for_history().filter(version__gt=seen)


def _told(need):
    """Counted, not named."""
    told = need.subscriptions.filter(told_at__isnull=False)
    return {"told": told.values("participant").distinct().count()}


def _pages(need):
    """The pages it is about and those that answer it, drafts too: the members may see them."""
    works = {need.work_id, need.answer_work_id} - {None}
    pages = Page.objects.filter(translation_key__in=works).select_related("locale").order_by("locale__language_code")
    return [{"page": page, "answers": page.translation_key == need.answer_work_id} for page in pages]
