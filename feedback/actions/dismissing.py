"""What is no evidence, and what turned out to be some after all."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain import dismissing
from .base import Action, in_short, note_field, signals_field


class EvidenceAction(Action):
    """For some of what people said."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.signals = [signal for signal in self.need.first_said if self.concerns(signal)]
        self.fields["signals"].choices = [(signal.pk, in_short(signal)) for signal in self.signals]

    def concerns(self, signal):
        raise NotImplementedError

    def available(self):
        return bool(self.signals)

    def chosen(self):
        return [signal for signal in self.signals if signal.pk in self.cleaned_data["signals"]]


class DismissAction(EvidenceAction):
    name, title, button = "dismiss", gettext_lazy("Leave some of what was said out"), gettext_lazy("Leave it out")
    help = gettext_lazy(
        "For advertising, and for what names a child or insults somebody. It counts no more and its words are folded "
        "away; it can count again."
    )
    signals = signals_field(gettext_lazy("What is to be left out"))
    note = note_field(required=True)

    def concerns(self, signal):
        return signal.dismissed_at is None

    def run(self):
        dismissing.dismiss(self.need, self.chosen(), by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("It does not count any more.")


class RestoreAction(EvidenceAction):
    name, title = "restore", gettext_lazy("Let what was left out count again")
    button = gettext_lazy("Let it count again")
    signals = signals_field(gettext_lazy("What is to count again"))
    note = note_field()

    def concerns(self, signal):
        return signal.dismissed_at is not None

    def run(self):
        dismissing.restore(self.need, self.chosen(), by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("It counts again.")
