"""The editorial queue in Wagtail's admin: the list, and one need on one screen."""

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.forms import Media
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.models import Page
from wagtail.snippets.views.snippets import IndexView, InspectView

from ..actions import ACTIONS, DraftAction
from ..domain.priority import priority_of
from ..exports import escape_formula
from ..models import Need, Signal


class QueueView(IndexView):
    table_classname = "listing needs"
    default_ordering = ("closed", "-priority", "pk")
    any_permission_required = ["view"]
    custom_value_preprocess = {
        **IndexView.custom_value_preprocess,
        str: {IndexView.FORMAT_CSV: escape_formula, IndexView.FORMAT_XLSX: escape_formula},
    }
    export_headings = {"number": _("Number"), "people": _("People"), "topic_label": _("Topic")}
    export_headings |= {"region_label": _("Region"), "get_status_display": _("Status"), "get_kind_display": _("Kind")}
    export_headings |= {"get_language_display": _("Language")}

    @cached_property
    def columns(self):
        """Without tick boxes: there is nothing yet that is done to many needs at once."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_base_queryset(self):
        return Need.objects.for_queue()

    def search_queryset(self, queryset):
        """By number, or by words of the title or of what people said."""
        words = self.search_query.strip()
        number = words.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 10:
            return queryset.filter(pk=number)
        said = Signal.objects.filter(need=OuterRef("pk"), text__icontains=words)
        return queryset.filter(Q(title__icontains=words) | Exists(said)) if words else queryset


class NeedView(InspectView):
    any_permission_required = ["view"]
    page_title = _("Need")
    template_name = "feedback/queue/need.html"

    def get_object(self, queryset=None):
        need = super().get_object(queryset)
        return Need.objects.select_related("topic", "region", "assignee", "merged_into").get(pk=need.pk)

    def post(self, request, *args, **kwargs):
        action_class = ACTIONS.get(request.POST.get("action"))
        if not action_class:
            raise BadRequest("unknown action")
        action = action_class(request.POST, need=self.object, user=request.user)
        if done := self.act(action):
            messages.success(request, done)
            return redirect(self.after(action))
        messages.error(request, _("Nothing was changed. Please look at the messages below."))
        return self.render_to_response(self.get_context_data(tried=action))

    def act(self, action):
        if not action.is_valid():
            return None
        try:
            return action.run()
        except ValidationError as error:
            action.add_error(None, error)
            self.object = self.get_object()
            return None

    def after(self, action):
        if isinstance(action, DraftAction):
            return reverse("wagtailadmin_pages:edit", args=[action.page.pk])
        return self.request.path

    def get_context_data(self, tried=None, **kwargs):
        need = self.object
        actions = self.actions(tried)
        return super().get_context_data(**kwargs) | {
            "need": need,
            "actions": actions,
            "media": sum((action.media for action in actions), start=Media()),
            "priority": priority_of(need),
            "signals": need.signals.select_related("region", "suggestion", "origin"),
            "events": need.events.select_related("by"),
            "told": _told(need),
            "pages": _pages(need),
        }

    def actions(self, tried):
        offered = [action(need=self.object, user=self.request.user) for action in ACTIONS.values()]
        offered = [action for action in offered if action.available()]
        if tried:
            offered = [tried, *(action for action in offered if action.name != tried.name)]
        return offered


def _told(need):
    """Counted, not named."""
    return need.contributions.aggregate(
        people=Count("voice", distinct=True),
        told=Count("voice", distinct=True, filter=Q(told_at__isnull=False)),
    )


def _pages(need):
    """The pages it is about and those that answer it, drafts too: the members may see them."""
    works = {need.work_id, need.answer_work_id} - {None}
    pages = Page.objects.filter(translation_key__in=works).select_related("locale").order_by("locale__language_code")
    return [{"page": page, "answers": page.translation_key == need.answer_work_id} for page in pages]
