"""A person's own page."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from cms.intake.limits import refused

from .fields import NAME_TAKEN
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

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:  # someone else took the name since the form was checked
            form.add_error("display_name", NAME_TAKEN)
            return self.form_invalid(form)

    def form_invalid(self, form):
        return refused(form, super().form_invalid(form))
