"""The editorial queue, declared."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn

from cms.core.viewsets import NoChooserViewSet

from .columns import PromiseColumn, StatusColumn, TextColumn
from .filters import NeedFilterSet
from .models import FindingImport, Meeting, Need
from .views.bulk import BulkView
from .views.figures import FiguresView, ResourcesView, SignalsView
from .views.findings import FindingImportView, FindingsView, TemplateView, UndoImportView, UploadView, WrongRowsView
from .views.meetings import MeetingFormView, MeetingsView, MeetingView, UndoMeetingView, VoicesView
from .views.offers import offered_file
from .views.queue import NeedView, QueueView
from .views.sheets import SheetView
from .views.themes import ThemesView, ThemeView


class NeedViewSet(NoChooserViewSet):
    model = Need
    icon = "list-ul"
    menu_label = _("Needs queue")
    menu_order = 150
    add_to_admin_menu = True
    base_url_path = "needs"
    index_view_class = QueueView
    index_template_name = "feedback/queue/list.html"
    index_results_template_name = "feedback/queue/list_results.html"
    inspect_view_class = NeedView
    inspect_view_enabled = True
    inspect_template_name = NeedView.template_name
    list_per_page = 50
    list_display = [
        "__str__",
        TextColumn("topic", label=_("Topic"), accessor="topic_label", classname="need-topic"),
        TextColumn("theme", label=_("Theme"), classname="need-topic"),
        TextColumn("region", label=_("Region"), accessor="region_label", classname="need-region"),
        TextColumn("people", label=_("People"), accessor="who_asks", sort_key="people", classname="need-number"),
        TextColumn("age", label=_("Waiting for"), sort_key="created_at", classname="need-age"),
        TextColumn("priority", label=_("Priority"), sort_key="priority", classname="need-number"),
        StatusColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda need: need.is_open,
            sort_key="status",
            classname="need-status",
        ),
        PromiseColumn("promised_on", label=_("Promised for"), classname="need-promise"),
        TextColumn("assignee", label=_("Assigned to"), sort_key="assignee__display_name", classname="need-assignee"),
    ]
    filterset_class = NeedFilterSet
    search_fields = ["title"]
    list_export = [
        "number",
        "title",
        "get_status_display",
        "get_kind_display",
        "topic_label",
        "region_label",
        "get_language_display",
        "people",
        "meetings",
        "at_meetings",
        "findings",
        "priority",
        "created_at",
        "updated_at",
    ]
    export_filename = "needs"

    def get_urlpatterns(self):
        more = [
            path("bulk/", BulkView.as_view(), name="bulk"),
            path("themes/", ThemesView.as_view(), name="themes"),
            path("themes/<int:number>/", ThemeView.as_view(), name="theme"),
            path("figures/", FiguresView.as_view(), name="figures"),
            path("figures/signals/", SignalsView.as_view(), name="figures_signals"),
            path("figures/resources/", ResourcesView.as_view(), name="figures_resources"),
            path("offered-file/<int:pk>/", offered_file, name="offered_file"),
        ]
        return [*super().get_urlpatterns(), *more]


class MeetingViewSet(NoChooserViewSet):
    model = Meeting
    icon = "group"
    menu_label = _("Meetings")
    menu_order = 151
    add_to_admin_menu = True
    base_url_path = "meetings"
    index_view_class = MeetingsView
    add_view_class = edit_view_class = MeetingFormView
    create_template_name = edit_template_name = MeetingFormView.template_name
    inspect_view_class = MeetingView
    inspect_view_enabled = True
    inspect_template_name = MeetingView.template_name
    list_display = [
        "name",
        TextColumn("held_on", label=_("Day"), sort_key="held_on", accessor="day"),
        TextColumn("region", label=_("Region"), accessor="region_label"),
        TextColumn("place", label=_("Place"), sort_key="place"),
        TextColumn("voices", label=_("Voices"), sort_key="voices"),
        TextColumn("recorded_by", label=_("Entered by"), sort_key="recorded_by__display_name"),
        BooleanColumn("standing", label=_("Counts")),
    ]
    search_fields = ["name", "place"]

    def get_urlpatterns(self):
        more = [
            path("voices/<str:pk>/", self.construct_view(VoicesView), name="voices"),
            path("undo/<str:pk>/", self.construct_view(UndoMeetingView), name="undo"),
            path("sheet/", self.construct_view(SheetView), name="sheet"),
        ]
        return [*super().get_urlpatterns(), *more]


class FindingImportViewSet(NoChooserViewSet):
    model = FindingImport
    icon = "upload"
    menu_label = _("Findings")
    menu_order = 152
    add_to_admin_menu = True
    base_url_path = "findings"
    index_view_class = FindingsView
    add_view_class = UploadView
    create_template_name = UploadView.template_name
    inspect_view_class = FindingImportView
    inspect_view_enabled = True
    inspect_template_name = FindingImportView.template_name
    list_display = [
        "title",
        TextColumn("kind", label=_("Source"), accessor="get_kind_display"),
        TextColumn("progress", label=_("Status")),
        TextColumn("total", label=_("Rows"), sort_key="total"),
        TextColumn("imported", label=_("Imported"), sort_key="imported"),
        TextColumn("imported_by", label=_("Imported by"), sort_key="imported_by__display_name"),
    ]
    search_fields = ["title", "file_name"]

    def get_urlpatterns(self):
        more = [
            path("template/", self.construct_view(TemplateView), name="template"),
            path("undo/<str:pk>/", self.construct_view(UndoImportView), name="undo"),
            path("wrong/<str:pk>/", self.construct_view(WrongRowsView), name="wrong"),
        ]
        return [*super().get_urlpatterns(), *more]
