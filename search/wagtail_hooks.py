from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from feedback.permissions import may_read_queue
from search.admin_views import REPORT, SearchesView, SearchView
from search.viewsets import SynonymsViewSet

register_snippet(SynonymsViewSet)


class SearchesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_queue(request.user)


@hooks.register("register_admin_urls")
def report_addresses():
    return [
        path("reports/searches/", SearchesView.as_view(), name=REPORT),
        path("reports/searches/results/", SearchesView.as_view(results_only=True), name="search_report_results"),
        path("reports/searches/search/", SearchView.as_view(), name="search_report_search"),
    ]


@hooks.register("register_reports_menu_item")
def report_in_menu():
    return SearchesMenuItem(_("Searches"), reverse(REPORT), name="searches", icon_name="search", order=1200)
