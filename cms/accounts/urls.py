"""The addresses of a person's account. allauth's own list has English words only: these are its views and names."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from .views import DownloadData, EraseAccount, Profile

urlpatterns = [
    path(_("profile/"), Profile.as_view(), name="profile"),
    path(_("your-data/"), DownloadData.as_view(), name="download_data"),
    path(_("erase/"), EraseAccount.as_view(), name="erase_account"),
    path(_("login/"), account.login, name="account_login"),
    path(_("logout/"), account.logout, name="account_logout"),
    path(_("inactive/"), account.account_inactive, name="account_inactive"),
    path(_("signup/"), account.signup, name="account_signup"),
    path(_("reauthenticate/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("email/"), account.email, name="account_email"),
    path(_("confirm-email/"), account.email_verification_sent, name="account_email_verification_sent"),
    re_path(_(r"^confirm-email/(?P<key>[-:\w]+)/$"), account.confirm_email, name="account_confirm_email"),
    path(_("password/change/"), account.password_change, name="account_change_password"),
    path(_("password/set/"), account.password_set, name="account_set_password"),
    path(_("password/reset/"), account.password_reset, name="account_reset_password"),
    path(_("password/reset/done/"), account.password_reset_done, name="account_reset_password_done"),
    path(
        _("password/reset/key/done/"),
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        _(r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"),
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(_("2fa/"), second_step.index, name="mfa_index"),
    path(_("2fa/authenticate/"), second_step.authenticate, name="mfa_authenticate"),
    path(_("2fa/reauthenticate/"), second_step.reauthenticate, name="mfa_reauthenticate"),
    path(_("2fa/totp/activate/"), totp.activate_totp, name="mfa_activate_totp"),
    path(_("2fa/totp/deactivate/"), totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_("2fa/recovery-codes/"), recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        _("2fa/recovery-codes/generate/"),
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        _("2fa/recovery-codes/download/"),
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
