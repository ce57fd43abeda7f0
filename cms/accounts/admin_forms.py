"""The forms of people in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .domain import addresses
from .fields import DisplayNameMixin, RegionField

FIELDS = ["email", "display_name", "role", "region", "language", "is_superuser", "groups"]
LABELS = {"role": _("Takes part as")}  # the tab beside is called "Roles", and means groups
ERRORS = {"duplicate_username": _("Someone has an account with this address already.")}


class PersonMixin(DisplayNameMixin):
    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        person = super().save(commit)
        if commit and "email" in self.changed_data:
            addresses.set_address(person)
        return person


class PersonCreationForm(PersonMixin, UserCreationForm):
    first_name = last_name = None
    region = RegionField()
    error_messages = UserCreationForm.error_messages | ERRORS

    class Meta(UserCreationForm.Meta):
        fields = FIELDS
        labels = LABELS


class PersonEditForm(PersonMixin, UserEditForm):
    first_name = last_name = None
    region = RegionField()
    error_messages = UserEditForm.error_messages | ERRORS

    class Meta(UserEditForm.Meta):
        fields = [*FIELDS, "is_active"]
        labels = LABELS
