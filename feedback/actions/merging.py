"""Two needs that are one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain import duplicates, merging
from ..enums import OPEN, Status
from ..models import Need
from ..queries import needs
from .base import LARGEST, Action, note_field

MOST_CANDIDATES = 10


class MergeAction(Action):
    """The other need by its number, or by words of it: then those that match are offered to choose from."""

    name, title, button = "merge", gettext_lazy("Merge it into another"), gettext_lazy("Merge")
    into = forms.CharField(
        label=gettext_lazy("The other need"),
        help_text=gettext_lazy("Its number, as in #27, or words of it."),
        max_length=200,
    )
    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Which one?"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = self._candidates(self.data.get("into", ""))
        self.fields["chosen"].choices = [(need.pk, str(need)) for need in self.found]
        if not self.found or needs.number_in(self.data.get("into", "")) is not None:
            del self.fields["chosen"]

    def _candidates(self, words):
        others = Need.objects.filter(status__in=(*OPEN, Status.PUBLISHED)).exclude(pk=self.need.pk)
        return list(needs.search(others, words)[:MOST_CANDIDATES]) if words.strip() else []

    def clean(self):
        data = super().clean()
        if "into" in data:
            data["into"] = self._other(data["into"], data.get("chosen"))
        return data

    def _other(self, words, chosen):
        if chosen:
            return next(need for need in self.found if need.pk == chosen)
        if (number := needs.number_in(words)) is not None:
            if found := Need.objects.filter(pk=number).first():
                return found
            raise ValidationError({"into": _("There is no need with this number.")})
        if not self.found:
            raise ValidationError({"into": _("No open or published need matches these words.")})
        raise ValidationError({"chosen": _("Choose the need to merge into.")})

    def data_for_each(self):
        return self.data | {"into": f"#{self.cleaned_data['into'].number}", "chosen": ""}

    def leaves_out(self, need):
        return need == self.cleaned_data["into"]

    def run(self):
        into = self.cleaned_data["into"]
        merging.merge(self.need, into, by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("Merged into need #%(number)s.") % {"number": into.number}


class UnmergeAction(Action):
    name, title, button = "unmerge", gettext_lazy("Undo the merge"), gettext_lazy("Undo the merge")
    note = note_field()

    def available(self):
        return self.need.status == Status.MERGED

    def run(self):
        merging.unmerge(self.need, by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("The merge is undone.")


class TellApartAction(Action):
    """Offered beside each need that looks alike."""

    name, title, button = "tell_apart", gettext_lazy("Not the same"), gettext_lazy("Not the same")
    offered = False
    other = forms.IntegerField(label=gettext_lazy("The other need"), min_value=1, max_value=LARGEST)

    def run(self):
        duplicates.tell_apart(self.need, self.cleaned_data["other"], by=self.user)
        return _("Need #%(number)s is not proposed here again.") % {"number": self.cleaned_data["other"]}
