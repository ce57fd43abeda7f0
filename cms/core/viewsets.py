"""Lists in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property, classproperty
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet


class ReadOnlyListView(IndexView):
    """The names lead to the screen of each, where all is done: no boxes and no menus."""

    any_permission_required = ["view"]

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_list_buttons(self, instance):
        return []


class NoChooserViewSet(SnippetViewSet):
    """Rows that are not for everyone in the admin: Wagtail's choosers and bulk actions list all to whoever gets in."""

    copy_view_enabled = False
    add_to_reference_index = False

    def register_chooser_viewset(self):
        """Not offered."""


class GuardedDelete(DeleteBulkAction):
    """Deleting many at once, for those lists: whoever may not is refused before anything is listed."""

    models = classproperty(lambda cls: [model for model in get_snippet_models() if _is_guarded(model)])

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_policy.user_has_permission(request.user, "delete"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def _is_guarded(model: type) -> bool:
    return isinstance(model.snippet_viewset, NoChooserViewSet)
