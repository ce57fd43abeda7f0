from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import MarkRead, NoticeList

urlpatterns = [
    path(_("notices/"), NoticeList.as_view(), name="notices"),
    path(_("notices/read/"), MarkRead.as_view(), name="notices_read"),
]
