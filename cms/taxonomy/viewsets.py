"""The four word lists in Wagtail's admin, under one menu entry."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .admin_views import TermIndex, TermUsage
from .models import Audience, RegionalCenter, Strategy, Topic


class TermViewSet(SnippetViewSet):
    index_view_class = TermIndex
    usage_view_class = TermUsage
    search_fields = ["name", "description"]
    ordering = ["sort_order", "name"]
    copy_view_enabled = False


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"


class StrategyViewSet(TermViewSet):
    model = Strategy
    icon = "list-ul"


class RegionalCenterViewSet(TermViewSet):
    model = RegionalCenter
    icon = "site"


class TaxonomyGroup(SnippetViewSetGroup):
    items = [TopicViewSet, AudienceViewSet, StrategyViewSet, RegionalCenterViewSet]
    menu_label = _("Taxonomy")
    menu_icon = "tag"
    menu_name = "taxonomy"
    menu_order = 500
    add_to_admin_menu = True
