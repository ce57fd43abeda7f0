"""Lists in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import classproperty
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet


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
