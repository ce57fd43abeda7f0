"""Who works on it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain import assigning
from ..models import Need
from ..permissions import queue_workers
from .base import Action, note_field


class TakeAction(Action):
    """For a need that nobody has; somebody else's is handed over instead, with a note."""

    name, title, button = "take", gettext_lazy("Take it"), gettext_lazy("I take this need")
    publishes = True

    def available(self):
        return super().available() and not self.need.assignee_id

    def run(self):
        assigning.assign(self.need, self.user, by=self.user, **self.expected)
        return _("This need is yours now.")


class AssignAction(Action):
    name, title, button = "assign", gettext_lazy("Give it to someone"), gettext_lazy("Assign")
    publishes = True
    assignee = forms.ModelChoiceField(
        queryset=Need.objects.none(), required=False, label=gettext_lazy("Member"), empty_label=gettext_lazy("No one")
    )
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = queue_workers()
        self.fields["assignee"].initial = self.need.assignee_id
        if self.need.assignee:
            self.title, self.button = _("Hand it over"), _("Hand over")
            self.help = _("%(person)s has this need now.") % {"person": self.need.assignee}

    def run(self):
        to, note = self.cleaned_data["assignee"], self.cleaned_data["note"]
        assigning.assign(self.need, to, by=self.user, note=note, **self.expected)
        return _("Assigned to %(person)s.") % {"person": to} if to else _("Nobody has this need now.")
