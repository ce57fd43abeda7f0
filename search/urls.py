from django.urls import path
from django.utils.translation import gettext_lazy as _

from search.views import opened, search, suggested

urlpatterns = [
    path("", search, name="search"),
    path(_("opened/"), opened, name="search_opened"),
    path(_("suggestions/"), suggested, name="search_suggestions"),
]
