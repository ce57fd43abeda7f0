"""The list of people in Wagtail's admin, and the forms to change them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import DeleteView, IndexView, UserViewSet

from .admin_forms import PersonCreationForm, PersonEditForm
from .groups import LABELS
from .models import User


class PeopleIndex(IndexView):
    search_fields = ["email", "display_name"]

    @cached_property
    def columns(self):
        """Wagtail's, by the words of this site, and with the groups in place of a mark for administrators."""
        theirs = {column.name: column for column in super().columns}
        theirs["email"].label = User._meta.get_field("email").verbose_name.capitalize()
        theirs["is_superuser"] = Column("groups", label=_("Groups"), accessor=groups_of, width="15%")
        theirs["last_login"].width = "10%"
        region = Column("region", label=_("Regional center"), accessor="region.label", width="12%")
        return [*theirs.values(), region]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("region").prefetch_related("groups")


def groups_of(person):
    names = [LABELS.get(group.name, group.name) for group in person.groups.all()]
    return ", ".join(str(name) for name in [_("Administrator")] * person.is_superuser + names)


class PersonDelete(DeleteView):
    """Wagtail counts its own references only, and says "0 times" of somebody who wrote half a forum."""

    template_name = "accounts/admin/confirm_delete.html"


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleIndex
    delete_view_class = PersonDelete
    delete_template_name = PersonDelete.template_name

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
