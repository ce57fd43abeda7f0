"""The editorial queue, declared."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.core.viewsets import NoChooserViewSet

from .columns import PromiseColumn, StatusColumn, TextColumn
from .filters import NeedFilterSet
from .models import Need
from .views.bulk import BulkView
from .views.offers import offered_file
from .views.queue import NeedView, QueueView


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
        TextColumn("region", label=_("Region"), accessor="region_label", classname="need-region"),
        TextColumn("people", label=_("People"), sort_key="people", classname="need-number"),
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
        "priority",
        "created_at",
        "updated_at",
    ]
    export_filename = "needs"

    def get_urlpatterns(self):
        more = [
            path("bulk/", BulkView.as_view(), name="bulk"),
            path("offered-file/<int:pk>/", offered_file, name="offered_file"),
        ]
        return [*super().get_urlpatterns(), *more]
