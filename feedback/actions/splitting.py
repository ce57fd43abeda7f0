"""Two needs that were taken for one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain import splitting
from .base import Action, in_short, note_field, signals_field


class SplitAction(Action):
    name, title, button = "split", gettext_lazy("Split it"), gettext_lazy("Make them a need of their own")
    help = gettext_lazy("Those who said it hear of the new need from then on. Merging it into this one undoes it.")
    signals = signals_field(gettext_lazy("What people said of something else"))
    new_title = forms.CharField(
        label=gettext_lazy("Title of the new need"),
        help_text=gettext_lazy("Left empty, it is called as the first of them was."),
        max_length=200,
        required=False,
    )
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        may = self.need.status in splitting.MAY_BE_SPLIT
        self.signals = self.need.first_said if may else []
        self.fields["signals"].choices = [(signal.pk, in_short(signal)) for signal in self.signals]

    def available(self):
        """Nothing can be left of a single signal."""
        return len(self.signals) > 1

    def run(self):
        data = self.cleaned_data
        said = {"title": data["new_title"], "note": data["note"]}
        going = [signal for signal in self.signals if signal.pk in data["signals"]]
        new = splitting.split(self.need, going, by=self.user, **said, **self.expected)
        return _("Need #%(number)s was made of it.") % {"number": new.number}
