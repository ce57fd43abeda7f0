"""Two needs that are one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import domain
from ..enums import Status
from ..models import Need
from .base import Action


class MergeAction(Action):
    name, title, button = "merge", gettext_lazy("Merge it into another"), gettext_lazy("Merge")
    into = forms.IntegerField(label=gettext_lazy("Number of the other need"), min_value=1, max_value=2**31)
    why = forms.CharField(label=gettext_lazy("Note for the history"), required=False, max_length=2000)

    def clean_into(self):
        found = Need.objects.filter(pk=self.cleaned_data["into"]).first()
        if not found:
            raise forms.ValidationError(_("There is no need with this number."))
        return found

    def run(self):
        into = self.cleaned_data["into"]
        domain.merge(self.need, into, by=self.user, why=self.cleaned_data["why"], **self.expected)
        return _("Merged into need #%(number)s.") % {"number": into.number}


class UnmergeAction(Action):
    name, title, button = "unmerge", gettext_lazy("Undo the merge"), gettext_lazy("Undo the merge")

    def available(self):
        return self.need.status == Status.MERGED

    def run(self):
        domain.unmerge(self.need, by=self.user)
        return _("The merge is undone.")
