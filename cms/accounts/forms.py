"""What people fill in about themselves."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .enums import Role
from .fields import DisplayNameMixin, RegionField
from .models import User
from .names import validate_display_name

NAME_HELP = _("Everyone can see this name. It need not be your full name.")


class ProfileForm(DisplayNameMixin, forms.ModelForm):
    region = RegionField()

    class Meta:
        model = User
        fields = ["display_name", "role", "region", "language", "digest"]
        help_texts = {
            "display_name": NAME_HELP,
            "language": _("E-mails and notices come in this language."),
            "digest": _("You always find your notices here, whatever you choose."),
        }
        labels = {
            "display_name": _("Display name"),
            "role": _("Your role"),
            "language": _("Language"),
            "digest": _("Notices by e-mail"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "nickname"
        self.fields["role"].choices = [("", _("Prefer not to say")), *Role.choices]


class SignupForm(DisplayNameMixin, AllauthSignupForm):
    display_name = forms.CharField(
        label=_("Display name"),
        help_text=NAME_HELP,
        max_length=60,
        validators=[validate_display_name],
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    role = forms.ChoiceField(
        label=_("Your role"), choices=[("", _("Prefer not to say")), *Role.choices], required=False
    )
    region = RegionField()
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("E-mails and notices come in this language.")
    )
    field_order = ["email", "display_name", "password1", "password2", "role", "region", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
