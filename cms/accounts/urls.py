from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import Profile

urlpatterns = [path(_("profile/"), Profile.as_view(), name="profile")]
