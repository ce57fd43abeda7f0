"""Views of Wagtail's admin that hand over to our own pages."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel, NotificationsSettingsPanel


def sign_in(request):
    """One sign-in for everyone: Wagtail's own would take any number of wrong passwords."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied  # signing in once more would lead back here for ever
    target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}")


class NotificationsForm(NotificationPreferencesForm):
    """Of reviews people are told by our notices, not by Wagtail's mails: there is nothing to switch."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for event in ("submitted", "approved", "rejected"):
            self.fields.pop(f"{event}_notifications", None)


class Account(AccountView):
    """Name and address are changed in the profile, where everyone changes them."""

    def get_panels(self):
        panels = [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
        for panel in panels:
            if isinstance(panel, NotificationsSettingsPanel):
                panel.form_class = NotificationsForm
        return panels
