"""The addresses of the moderators' desk."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "moderation"
urlpatterns = [
    path(_("moderation/"), views.QueueView.as_view(), name="queue"),
    path(_("moderation/decisions/"), views.LogView.as_view(), name="log"),
    path(_("moderation/decisions/<int:pk>/"), views.DecisionView.as_view(), name="decision"),
    path(_("moderation/<slug:kind>/<int:pk>/"), views.ItemView.as_view(), name="item"),
]
