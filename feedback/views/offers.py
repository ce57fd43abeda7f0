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
from wagtail.admin import messages as admin_messages
from wagtail.models import Page

from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused
from cms.intake.text import clean_text

from ..domain import draft_answers, offers
from ..domain.errors import RefusedError
from ..models import Offer
from ..offer_form import DraftAnswerForm, OfferForm
from ..permissions import may_read_queue
from ..queries import offered_pages
from ..queries.offered_pages import awaited_answer, may_answer


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


@keeps_typed
@never_cache
def draft(request, key):
    """Known by a link that expires: whoever has it may see the draft and answer for the giver."""
    found = draft_answers.offer_for_key(key)
    if found is None:
        return render(request, "feedback/offer_draft_expired.html", status=404)
    shown = offered_pages.draft_for_giver(found)
    form = DraftAnswerForm(
        request.POST if request.method == "POST" else None, shown=shown, initial=typed_before(request)
    )
    if form.is_bound and form.is_valid() and _answered(request, found, form):
        return redirect("suggestion_receipt", found.suggestion.token)
    context = {"offer": found, "page": shown, "form": form if may_answer(found) else None}
    response = render(request, "feedback/offer_draft.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"  # the address is the key to it
    return refused(form, response) if form.is_bound else response


def _answered(request, found, form):
    if not (form.earlier_result() or admit(request, form, "suggest")):
        return False
    try:
        form.send_once(lambda: _answer(found, form.cleaned_data))
    except RefusedError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Thank you: your answer is with the Working Group."))
    return True


def _answer(found, said):
    draft_answers.answer_draft(found, said["answer"], text=said.get("text", ""))
    return reverse("suggestion_receipt", args=[found.suggestion.token])


def wait_for_giver(request, page):
    """A hook of Wagtail's: what somebody offered is published once they said yes, or a member said why not."""
    need = awaited_answer(page)
    if need is None:
        return None
    url = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])
    text = _("Not published: whoever offered this has not said yes to the draft. It is saved.")
    admin_messages.error(
        request, text, buttons=[admin_messages.button(url, _("Need #%(number)s") % {"number": need.pk})]
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def wait_in_translation_editor(request, page):
    """Which publishes without the hook for it."""
    publishes = request.method == "POST" and request.POST.get("action") == "publish"
    return wait_for_giver(request, page) if publishes else None


def wait_for_givers(request, action_type, objects, action_class):
    """The same for many pages at once: none of them is published."""
    pages = [page for page in objects if action_type == "publish" and isinstance(page, Page)]
    return next((stop for page in pages if (stop := wait_for_giver(request, page))), None)


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
