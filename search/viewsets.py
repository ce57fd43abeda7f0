"""Search in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _

from cms.core.viewsets import NoChooserViewSet
from search.models import Synonyms


class SynonymsViewSet(NoChooserViewSet):
    model = Synonyms
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 510  # below the taxonomy
    add_to_admin_menu = True
    base_url_path = "synonyms"
    list_display = ["__str__", "try_it"]
    search_fields = ["english", "spanish"]
