"""Offering something of one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused
from cms.intake.text import clean_text

from ..domain import offers
from ..models import Offer
from ..offer_form import OfferForm
from ..permissions import may_read_queue


@keeps_typed
def offer(request):
    if request.method == "POST":
        return _offer(request, OfferForm(request.POST, request.FILES, user=request.user))
    initial = {"title": clean_text(request.GET.get("q", ""))[:160]}
    return _form(request, OfferForm(initial=initial | typed_before(request), user=request.user))


def _offer(request, form):
    if form.is_from_a_robot():
        return render(request, "feedback/suggest_thanks.html")
    if not (form.is_valid() and (form.earlier_result() or _admitted(request, form))):
        return refused(form, _form(request, form))
    receipt_url = form.send_once(lambda: _offered(request, form))
    messages.success(request, _("Thank you. This page is your receipt: keep its address to see what comes of it."))
    return redirect(receipt_url)


def _offered(request, form):
    author = request.user if request.user.is_authenticated else None
    given = {"file": form.cleaned_data["file"], "author": author, "email": form.email_given()}
    suggestion = offers.offer(form.wish(get_language()), form.offered(), **given)
    return reverse("suggestion_receipt", args=[suggestion.token])


def _admitted(request, form):
    email = form.email_given()
    return admit(request, form, "offer") and (not email or admit(request, form, "suggest_email", email.lower()))


def _form(request, form):
    return render(request, "feedback/offer.html", {"form": form})


@require_safe
@never_cache
def offered_file(request, pk):
    """To be saved, never to be shown in a browser: nobody has looked at it yet."""
    if not may_read_queue(request.user):
        raise PermissionDenied
    found = get_object_or_404(Offer.objects.with_file(), pk=pk)
    try:
        return FileResponse(
            found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
        )
    except FileNotFoundError as error:
        raise Http404 from error
