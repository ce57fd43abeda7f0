"""A person's own page."""

from tempfile import TemporaryFile

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, UpdateView

from cms.intake.limits import admit, refused

from .adapter import home
from .domain import erasing, participants
from .fields import NAME_TAKEN
from .forms import EraseAccountForm, ProfileForm
from .models import User
from .queries.export import write_archive


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


@method_decorator(never_cache, name="dispatch")
class DownloadData(LoginRequiredMixin, FormView):
    """Asks once more who it is, as the pages about the password do."""

    template_name = "accounts/download.html"
    form_class = forms.Form

    @method_decorator(reauthentication_required)
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)

    @method_decorator(reauthentication_required)
    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not admit(request, form, "download_data"):
            return refused(form, self.form_invalid(form))
        archive = TemporaryFile()  # noqa: SIM115  (closed with the response)
        write_archive(participants.of_user(User.objects.get(pk=request.user.pk)), archive)
        archive.seek(0)
        return FileResponse(archive, as_attachment=True, filename=f"digital-commons-{timezone.localdate()}.zip")


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
