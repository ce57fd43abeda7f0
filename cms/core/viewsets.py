"""Lists in Wagtail's admin."""

from wagtail.snippets.views.snippets import SnippetViewSet


class NoChooserViewSet(SnippetViewSet):
    """Rows that are not for everyone in the admin: Wagtail's choosers list all to whoever gets in."""

    copy_view_enabled = False
    add_to_reference_index = False

    def register_chooser_viewset(self):
        """Not offered."""
