"""Addresses that Wagtail's admin would serve in its own way; included before it."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .admin_views import Account, sign_in

urlpatterns = [
    path("login/", sign_in),
    path("account/", require_admin_access(Account.as_view())),
]
