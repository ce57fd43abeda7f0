"""Who works on it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import domain
from ..models import Need
from ..permissions import queue_workers
from .base import Action


class TakeAction(Action):
    name, title, button = "take", gettext_lazy("Take it"), gettext_lazy("I take this need")

    def available(self):
        return super().available() and self.need.assignee_id != self.user.pk

    def run(self):
        domain.assign(self.need, self.user, by=self.user, **self.expected)
        return _("This need is yours now.")


class AssignAction(Action):
    name, title, button = "assign", gettext_lazy("Give it to someone"), gettext_lazy("Assign")
    assignee = forms.ModelChoiceField(
        queryset=Need.objects.none(), required=False, label=gettext_lazy("Member"), empty_label=gettext_lazy("No one")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = queue_workers()
        self.fields["assignee"].initial = self.need.assignee_id

    def run(self):
        domain.assign(self.need, self.cleaned_data["assignee"], by=self.user, **self.expected)
        return _("Assigned.")
