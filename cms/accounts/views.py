"""A person's own page."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from .forms import ProfileForm
from .models import User


class Profile(LoginRequiredMixin, SuccessMessageMixin, UpdateView):
    template_name = "accounts/profile.html"
    form_class = ProfileForm
    success_url = reverse_lazy("profile")
    success_message = _("Your profile is saved.")

    def get_object(self, queryset=None):
        # Not request.user itself: what is refused must not show up in the header.
        return User.objects.get(pk=self.request.user.pk)
