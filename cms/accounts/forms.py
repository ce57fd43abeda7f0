"""What people fill in about themselves."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.intake.forms import CleanTextMixin

from . import names
from .enums import Role
from .fields import DisplayNameMixin, RegionField
from .models import User

PASSWORD_HELP = _("At least 12 characters. A short sentence is a good password.")
NAME_HELP = _("Everyone can see this name. It need not be your full name.")


class ProfileForm(CleanTextMixin, DisplayNameMixin, forms.ModelForm):
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


class PlainMixin:
    """Labels say what a field is; placeholders vanish as one types."""

    labels = {"email": _("E-mail address"), "login": _("E-mail address")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name == "password1":
                field.help_text = PASSWORD_HELP


class LoginForm(PlainMixin, allauth.LoginForm):
    labels = PlainMixin.labels | {"remember": _("Keep me signed in on this device")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # a link there would stand between the address and the password


class AddEmailForm(PlainMixin, allauth.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ResetPasswordForm(PlainMixin, allauth.ResetPasswordForm):
    pass


class NewPasswordMixin(PlainMixin):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password (again)"),
    }


class ResetPasswordKeyForm(NewPasswordMixin, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordMixin, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(NewPasswordMixin, allauth.SetPasswordForm):
    pass


class ReauthenticateForm(PlainMixin, allauth.ReauthenticateForm):
    pass


class SignupForm(CleanTextMixin, DisplayNameMixin, PlainMixin, allauth.SignupForm):
    display_name = forms.CharField(
        label=_("Display name"),
        help_text=NAME_HELP,
        max_length=60,
        validators=[names.validate_display_name],
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

    def try_save(self, request):
        """A known address takes as long as a new one, and its name is taken afterwards too."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            names.hold(self.cleaned_data["display_name"])
        return super().try_save(request)

    def save(self, request):
        try:
            with transaction.atomic():
                return super().save(request)
        except IntegrityError as lost_the_race:  # the same form sent twice: the other one made the account
            answer = get_adapter().respond_email_verification_sent(request, None)
            raise ImmediateHttpResponse(answer) from lost_the_race


class EraseAccountForm(forms.Form):
    """The password, so that nobody else does it on a device that was left signed in."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."), code="incorrect_password")
        return self.cleaned_data["password"]
