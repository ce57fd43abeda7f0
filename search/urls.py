from django.urls import path
from django.utils.translation import gettext_lazy as _

from search.views import opened, search

urlpatterns = [path("", search, name="search"), path(_("opened/"), opened, name="search_opened")]
