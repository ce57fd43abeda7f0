"""“Did it help?”: by the link in a mail, on the page of the need and on the receipt; none of them asks to sign in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.accounts.visitors import known_speaker
from cms.intake.expired import keeps_typed, takes_without_token, typed_before
from cms.intake.limits import admit, refused

from ..domain import mail_links, outcomes
from ..domain.errors import RefusedError
from ..forms import OutcomeForm
from ..models import Suggestion
from ..queries.outcomes import question_for
from ..queries.pages import page_in
from ..queries.public import public_need
from ..queries.receipts import Receipt


@keeps_typed
@never_cache
def by_mail(request, key):
    """A button, not the link itself, answers: mail programs open links by themselves."""
    subscription = mail_links.subscription_for(mail_links.OUTCOME, key)
    if subscription is None:
        return _page(request, None, None, OutcomeForm())
    return _ask(request, subscription.need, subscription.participant, request.path)


@keeps_typed
@never_cache
def on_receipt(request, token):
    suggestion = get_object_or_404(Suggestion.objects.select_related("participant"), token=token)
    then = f"{reverse('suggestion_receipt', args=[token])}#outcome"
    return _ask(request, Receipt(suggestion).need, suggestion.participant, then)


@takes_without_token
def on_need(request, number):
    """Of whoever asked or added a voice in this browser, or with this account."""
    found, speaker = public_need(number), known_speaker(request)
    if found is None or speaker is None:
        raise Http404
    return _ask(request, found, speaker, f"{found.get_absolute_url()}#outcome")


def _ask(request, need, participant, then):
    """The form, or what was said with it and the way to `then`."""
    sent = request.method == "POST"
    form = OutcomeForm(request.POST) if sent else OutcomeForm(initial=typed_before(request))
    if not sent:
        return _page(request, need, participant, form)
    if form.is_from_a_robot():
        return redirect(then)
    if form.is_valid() and admit(request, form, "outcome") and _said(need, participant, form):
        text = _("Thank you. We are glad that it helped.")
        if form.cleaned_data["answer"] == "no":
            text = _("Thank you. If you like, say what is still missing.")
            if form.cleaned_data["reason"]:
                text = _("Thank you: the Working Group will read what you wrote.")
        messages.success(request, text, extra_tags="outcome" if "#" in then else "")
        return redirect(then)
    return refused(form, _page(request, need, participant, form))


def _said(need, participant, form):
    data = form.cleaned_data
    try:
        outcomes.answer(need, participant, data["answer"] == "yes", reason=data["reason"])
    except RefusedError as error:
        form.add_error(None, error)
        return False
    return True


def _page(request, need, participant, form):
    question = question_for(participant, need) if need else None
    shown = {"need": need, "question": question, "form": form}
    if question:  # a title that was hidden since the mail was sent is not said again
        shown["title"] = f"#{need.number}" if need.hidden_at else need.title
    shown["page"] = page_in(need.answer_work_id, get_language()) if question else None
    response = render(request, "feedback/outcome.html", shown, status=200 if question else 404)
    response["Referrer-Policy"] = "same-origin"  # the address may be the key to it
    return response
