"""Asking for something, and seeing what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.accounts.visitors import speaker_of
from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused, within_limit
from cms.intake.text import clean_text, number_from_text
from cms.mail.layout import absolute
from cms.meaning.encoder import encoder
from cms.pagination import page_of

from ..domain import confirming, draft_answers, suggestions, voting
from ..domain.empty_searches import LONGEST
from ..domain.errors import RefusedError
from ..enums import NeedKind
from ..forms import OutcomeForm, ReplyForm, SuggestionForm
from ..models import Subscription, Suggestion
from ..qr_codes import QRCode
from ..queries.existing import existing_like
from ..queries.outcomes import question_for
from ..queries.pages import suggestible_pages
from ..queries.public import public_need
from ..queries.receipts import Receipt, my_requests
from ..queries.sheets import Sheet, sheet_of

PER_PAGE = 20
LONGEST_VOICE = 2000


@keeps_typed
def suggest(request):
    if request.method == "POST":
        return _suggest(request, SuggestionForm(request.POST, user=request.user))
    typed = typed_before(request)
    page = _page(typed.get("page", request.GET.get("page", "")))
    searched = clean_text(request.GET.get("searched", ""))[:LONGEST]
    words = clean_text(request.GET.get("q", "")) or searched
    initial = {"title": words[:160], "page": page and page.pk, "searched": searched}
    initial |= _from_sheet(request.GET.get("sheet", ""))
    if page:
        initial["kind"] = NeedKind.IMPROVEMENT
    form = SuggestionForm(initial=initial | typed, user=request.user)
    encoder.load_aside()
    return _form(request, form, page, _existing(request, form))


def _suggest(request, form):
    if form.is_from_a_robot():
        return render(request, "feedback/suggest_thanks.html")
    if "voice" in request.POST:
        return _add_voice(request, form)
    if form.is_valid() and not form.earlier_result():
        if "edit" in request.POST:
            return _form(request, form, existing=_existing(request, form))
        if unseen := _unseen(request, form):
            return render(request, "feedback/suggest_existing.html", {"form": form, "existing": unseen})
    if not (form.is_valid() and (form.earlier_result() or _admitted(request, form))):
        return refused(form, _form(request, form, _page(request.POST.get("page", "")), _existing(request, form)))
    receipt_url = _suggested(request, form)
    messages.success(request, _("Thank you. This page is your receipt: keep its address to see what comes of it."))
    return redirect(receipt_url)


def _suggested(request, form, need=None):
    author = request.user if request.user.is_authenticated else None
    how = {
        "author": author,
        "email": form.email(),
        "meeting": form.meeting(),
        "searched": form.empty_search(),
        "need": need,
    }
    return form.send_once(lambda: _receipt_url(suggestions.suggest(form.wish(), **how)))


def _unseen(request, form):
    """What is there already and was not shown yet; nothing once the person has said that theirs is new."""
    if "new" in request.POST:
        return []
    found = _existing(request, form)
    return found if {one.key for one in found} - form.seen() else []


def _existing(request, form):
    text = form.looks_for()
    if not text or not within_limit(request, "suggest_alike"):
        return []
    return existing_like(text, get_language())


@require_POST
@never_cache
def alike(request):
    """While somebody types. By POST, though it changes nothing: addresses end up in logs."""
    form = SuggestionForm(request.POST, user=request.user)
    return render(request, "feedback/existing.html", {"existing": _existing(request, form)})


def _add_voice(request, form):
    """With an address it is a request of its own that joins the need, so that it has a receipt and an answer."""
    found = public_need(number_from_text(request.POST["voice"]) or 0)
    if found is None or not found.is_open:
        form.add_error(None, _("No voice can be added to it any more."))
    elif request.POST.get("email") and "email" in form.fields:
        if form.is_valid() and (form.earlier_result() or _admitted(request, form)):
            messages.success(request, _("Thank you. Your voice counts."))
            return redirect(_suggested(request, form, found))
    elif admit(request, form, "voice"):
        said = form.looks_for()[:LONGEST_VOICE]
        try:
            voting.vote(found, speaker_of(request), language=get_language(), text=said)
        except RefusedError as error:  # it was closed or hidden while the page was read
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. Your voice counts."), extra_tags="voice")
            return redirect(f"{found.get_absolute_url()}#voice")
    return refused(form, _form(request, form, existing=_existing(request, form)))


def _from_sheet(key):
    """What the paper says that somebody scanned: they need not choose it again."""
    sheet = sheet_of(key)
    return {"sheet": key, "region": sheet.region, "topic": sheet.topic} if sheet != Sheet() else {}


def _admitted(request, form):
    """For the sender, and for the address we would ask to confirm: nobody's mailbox is filled through us."""
    email = form.cleaned_data.get("email")
    limit = "suggest_at_meeting" if form.meeting() else "suggest"
    return admit(request, form, limit) and (not email or admit(request, form, "suggest_email", email.lower()))


def _receipt_url(suggestion):
    return reverse("suggestion_receipt", args=[suggestion.token])


def _form(request, form, page=None, existing=()):
    return render(request, "feedback/suggest.html", {"form": form, "about": page, "existing": existing})


def _page(pk):
    number = number_from_text(pk)
    return suggestible_pages().filter(pk=number).first() if number else None


@keeps_typed
@never_cache
def receipt(request, token):
    suggestion = get_object_or_404(Suggestion.objects.select_related("topic", "region", "participant"), token=token)
    shown = Receipt(suggestion)
    sent = request.method == "POST"
    form = ReplyForm(request.POST) if sent else ReplyForm(initial=typed_before(request))
    if sent and form.is_valid() and _reply(request, suggestion, form):
        return redirect("suggestion_receipt", token)
    context = {"receipt": shown, "form": form, "qr_code": QRCode(absolute(request.path))}
    context |= {"question": question_for(suggestion.participant, shown.need), "outcome_form": OutcomeForm()}
    if shown.offer:
        context["draft_url"] = draft_answers.draft_url(shown.offer, get_language())
    response = render(request, "feedback/receipt.html", context)
    if sent:
        refused(form, response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"  # the address is the key to it
    return response


def _reply(request, suggestion, form):
    if not (form.earlier_result() or admit(request, form, "suggest")):
        return False
    try:
        form.send_once(lambda: _replied(suggestion, form.cleaned_data["text"]))
    except RefusedError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Thank you: your answer is with the Working Group."))
    return True


def _replied(suggestion, text):
    suggestions.reply(suggestion, text)
    return _receipt_url(suggestion)


@never_cache
def confirm_email(request, key):
    """A button, not the link itself, confirms: mail programs open links by themselves."""
    suggestion = confirming.suggestion_for_key(key)
    if suggestion is None:
        return render(request, "feedback/confirm_expired.html", status=404)
    if suggestion.email_confirmed_at:
        return redirect("suggestion_receipt", suggestion.token)
    if request.method == "POST":
        confirming.confirm_email(suggestion)
        messages.success(request, _("Your address is confirmed. We will write to you once there is an answer."))
        return redirect("suggestion_receipt", suggestion.token)
    return render(request, "feedback/confirm.html", {"suggestion": suggestion})


@login_required
def my_suggestions(request):
    mine = (
        Subscription.objects.not_hidden()
        .filter(participant__user=request.user)
        .select_related("origin", "need", "suggestion")
    )
    page = page_of(mine.order_by("-created_at", "-pk"), request.GET.get("page"), PER_PAGE)
    return render(request, "feedback/my_suggestions.html", {"page_obj": page, "requests": my_requests(page)})
