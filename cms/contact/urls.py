from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

urlpatterns = [path(_("contact-message/"), views.contact_message, name="contact_message")]
