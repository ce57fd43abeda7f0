"""What a person may write to us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.intake.forms import GuardedFormMixin
from cms.taxonomy.fields import TermChoiceField
from cms.taxonomy.models import RegionalCenter

from .models import ContactMessage


class ContactForm(GuardedFormMixin, forms.ModelForm):
    region = TermChoiceField(RegionalCenter, label=_("Regional center"), empty_label=_("I do not know"))

    class Meta:
        model = ContactMessage
        fields = ["name", "email", "region", "message"]
        labels = {"name": _("Your name"), "email": _("Your e-mail address"), "message": _("Your message")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "message": forms.Textarea(attrs={"rows": 7}),
        }
