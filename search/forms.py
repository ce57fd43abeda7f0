from django import forms
from django.utils.translation import gettext_lazy as _

from cms.intake.forms import CleanTextMixin


class TakeUpForm(CleanTextMixin, forms.Form):
    """A search becomes a need."""

    title = forms.CharField(
        label=_("What is asked for, in a few words"),
        max_length=160,
        help_text=_("It becomes the title of a public need: no names."),
    )
