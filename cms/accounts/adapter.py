"""How allauth signs people up here, and how its e-mails are written: in the person's language, in our layout."""

from urllib.parse import urlencode, urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url, url_str_to_user_pk
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .mails import send
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Please wait a few minutes and try again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "duplicate_email": _("This is already your e-mail address."),
    }

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # an address that cannot even be taken apart, such as //[x
            return False

    def save_user(self, request, user, form, commit=True):
        for name in ("display_name", "role", "region", "language"):
            setattr(user, name, form.cleaned_data[name])
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        send(template_prefix, email, context, context.get("user") or _owner(email))

    def send_account_already_exists_mail(self, email):
        owner = _owner(email)
        with override(owner.language if owner else get_language()):
            reset = _absolute(reverse("account_reset_password"))
        self.send_mail("account/email/account_already_exists", email, {"password_reset_url": reset})

    def get_email_confirmation_url(self, request, emailconfirmation):
        """Leads back to where the person came from, also on another device."""
        with override(emailconfirmation.email_address.user.language):
            url = _absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))
        came_from = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({REDIRECT_FIELD_NAME: came_from})}" if came_from else url

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        person = User.objects.filter(pk=url_str_to_user_pk(uid)).first()
        with override(person.language if person else get_language()):
            return _absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def get_login_redirect_url(self, request):
        return home()

    def get_signup_redirect_url(self, request):
        return home()

    def get_logout_redirect_url(self, request):
        return home()

    def get_password_change_redirect_url(self, request):
        return reverse("profile")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: try the one shown now."),
        "unverified_email": _("Please confirm your e-mail address first."),
    }


def home():
    """The home page in the language of the page somebody is on."""
    return f"/{get_language()}/"


def _owner(email):
    """Who signs in with this address, or has asked to change to it."""
    address = EmailAddress.objects.select_related("user").filter(email=email.lower()).order_by("-verified").first()
    return address.user if address else User.objects.filter(email=email.lower()).first()


def _absolute(path):
    return urljoin(settings.BASE_URL, path)
