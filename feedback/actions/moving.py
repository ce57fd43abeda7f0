"""How far it is, and what the public is told of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import domain
from ..enums import LANGUAGES, MOVES, Status
from ..models import Need
from .base import Action


class MoveAction(Action):
    name, title, button = "move", gettext_lazy("Move it along"), gettext_lazy("Move")
    to = forms.ChoiceField(label=gettext_lazy("New status"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Note for the history"),
        help_text=gettext_lazy("Only the Working Group reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        moves = [Status(to) for to in MOVES[self.need.status] if to != Status.MERGED]
        self.fields["to"].choices = [(to.value, to.label) for to in moves]
        for name in ("reason_en", "reason_es", "response_en", "response_es"):
            self.fields[name] = self._public(name)

    def available(self):
        return super().available() and bool(self.fields["to"].choices)

    def _public(self, name):
        field = Need._meta.get_field(name).formfield(widget=forms.Textarea(attrs={"rows": 2}))
        if name.startswith("reason"):  # starts empty, so that an old question is not asked again
            field.help_text = _("Everyone who asked reads it. Needed in both languages to decline or to ask.")
        else:
            field.initial = getattr(self.need, name)
        return field

    def said(self, field):
        return {language: self.cleaned_data[f"{field}_{language}"] for language in LANGUAGES}

    def run(self):
        to = Status(self.cleaned_data["to"])
        said = {"why": self.cleaned_data["why"], "reason": self.said("reason"), "response": self.said("response")}
        domain.move(self.need, to, by=self.user, **said, **self.expected)
        return _("Moved to “%(status)s”.") % {"status": to.label}
