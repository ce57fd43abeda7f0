"""The contact form. The page shows it; this takes it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .domain import messages as contact_messages
from .forms import ContactForm
from .models import ContactPage


@require_http_methods(["GET", "POST"])
def contact_message(request):
    page = ContactPage.objects.visible().filter(locale__language_code=get_language()).first()
    if page is None:
        raise Http404
    if request.method == "GET":
        return redirect(page.get_url(request))
    form = ContactForm(request.POST)
    if form.is_valid() and not _may_send(request):
        form.add_error(None, _("That was a lot of messages in a short time. Please try again in an hour."))
    if form.is_valid():
        return _received(request, page, form)
    return TemplateResponse(request, page.get_template(request), page.get_context(request) | {"form": form}, status=422)


def _is_robot(request):
    """People do not see the field `website`."""
    return bool(request.POST.get("website"))


def _may_send(request):
    return _is_robot(request) or ratelimit.consume(request, action="contact_message")


def _received(request, page, form):
    """A robot is thanked as a person is, so that it learns nothing."""
    if not _is_robot(request):
        contact_messages.receive(form.save(commit=False))
    address = form.cleaned_data["email"]
    thanks = _("Thank you. We have your message and will answer to %(address)s.") % {"address": address}
    messages.success(request, thanks)
    return redirect(page.get_url(request))
