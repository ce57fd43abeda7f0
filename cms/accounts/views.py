"""A person's own page."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, UpdateView

from cms.intake.limits import admit, refused

from .adapter import home
from .domain import erasing
from .fields import NAME_TAKEN
from .forms import EraseAccountForm, ProfileForm
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


class EraseAccount(LoginRequiredMixin, FormView):
    template_name = "accounts/erase.html"
    form_class = EraseAccountForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not (admit(request, form, "erase_account") and form.is_valid()):
            return self.form_invalid(form)
        user = User.objects.get(pk=request.user.pk)
        logout(request)
        erasing.erase_account(user)
        messages.success(request, _("Your account is erased."))
        return redirect(home())

    def form_invalid(self, form):
        return refused(form, super().form_invalid(form))
