"""The list of people in Wagtail's admin, and the forms to change them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView, UserViewSet

from .admin_forms import PersonCreationForm, PersonEditForm


class PeopleIndex(IndexView):
    search_fields = ["email", "display_name"]

    @cached_property
    def columns(self):
        region = Column("region", label=_("Regional center"), accessor="region.label", width="15%")
        return [*super().columns, region]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("region")


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleIndex

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
