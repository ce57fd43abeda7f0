"""The contact form. The page shows it; this takes it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused

from .domain import messages as contact_messages
from .forms import ContactForm
from .models import ContactPage


@keeps_typed
@require_http_methods(["GET", "POST"])
def contact_message(request):
    page = ContactPage.objects.visible().filter(locale__language_code=get_language()).first()
    if page is None:
        raise Http404
    if request.method == "POST":
        return _send(request, page, ContactForm(request.POST))
    if typed := typed_before(request):
        return _form(request, page, ContactForm(initial=typed))
    return redirect(page.get_url(request))


def _send(request, page, form):
    """A robot is thanked as a person is, so that it learns nothing."""
    if not (form.is_valid() and _admitted(request, form)):
        return refused(form, _form(request, page, form))
    if not form.is_from_a_robot():
        form.send_once(lambda: _received(request, page, form))
    address = form.cleaned_data["email"]
    thanks = _("Thank you. We have your message and will answer to %(address)s.") % {"address": address}
    messages.success(request, thanks)
    return redirect(page.get_url(request))


def _admitted(request, form):
    return form.is_from_a_robot() or form.earlier_result() or admit(request, form, "contact_message")


def _received(request, page, form):
    contact_messages.receive(form.save(commit=False))
    return page.get_url(request)


def _form(request, page, form):
    return TemplateResponse(request, page.get_template(request), page.get_context(request) | {"form": form})
