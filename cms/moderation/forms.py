"""Saying no: with a reason that was prepared, or in the moderator's own words, in both languages."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.intake.forms import CleanTextMixin

from .enums import ReadyReason

OWN = "own"


class RejectForm(CleanTextMixin, forms.Form):
    ready = forms.ChoiceField(
        label=_("A reason that fits"),
        choices=[*ReadyReason.choices, (OWN, _("Another reason, in my own words"))],
        initial=OWN,
        widget=forms.RadioSelect,
        help_text=_("The author reads it in their language. Both languages are ready."),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason_es = forms.CharField(
        label=_("Reason in Spanish"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        """One's own words are for another reason; the prepared ones come in both languages."""
        values = super().clean()
        if values.get("ready", OWN) != OWN:
            reason = ReadyReason(values["ready"])
            return values | {"reason_en": _in("en", reason), "reason_es": _in("es", reason)}
        for name in ("reason_en", "reason_es"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("Choose a reason above, or write one in both languages."))
        return values


def _in(language, reason):
    with override(language):
        return str(reason.label)
