"""The public side of needs: the board, a page for each, and what readers say of it by one tap."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.accounts.visitors import known_speaker, speaker_of
from cms.intake.expired import takes_without_token
from cms.intake.limits import admit, refused

from ..domain import mail_links, priority, voting
from ..domain.errors import RefusedError
from ..enums import SubscriptionReason
from ..forms import AskForm, OutcomeForm
from ..queries.board import Board
from ..queries.outcomes import question_for
from ..queries.public import PublicNeed, public_need, voice_of


@require_safe
def board(request):
    shown = Board(request.GET)
    return render(request, "feedback/needs/board.html", {"board": shown, "rules": priority.rules()})


@require_safe
def need(request, number, slug):
    """At one address: an old title, or the number of a need that was merged, leads there."""
    found = _public_or_404(number)
    if (found.number, found.slug) != (number, slug):
        return redirect(found)
    speaker = known_speaker(request)
    context = {
        "need": found,
        "shown": PublicNeed(found),
        "voice": voice_of(speaker, found),
        "question": question_for(speaker, found),
        "outcome_form": OutcomeForm(),
        "form": AskForm(),
        "crumbs": [{"title": _("You said, we did"), "url": reverse("needs")}],
        "other_language": found.language if found.language != get_language() else "",
    }
    return render(request, "feedback/needs/need.html", context)


@takes_without_token
def vote(request, number):
    found = _public_or_404(number)
    return _form_or_refusal(request, found, _("Add my voice")) or _carry_out(request, found, _vote)


@takes_without_token
def follow(request, number):
    found = _public_or_404(number)
    return _form_or_refusal(request, found, _("Follow")) or _carry_out(request, found, _follow)


@never_cache
def unfollow(request, key):
    """From a mail, without signing in. A button, not the link itself, stops it: mail programs open links."""
    subscription = mail_links.subscription_for(mail_links.UNFOLLOW, key)
    if subscription and subscription.reason == SubscriptionReason.ASKED:  # since the mail was sent
        subscription = None
    stopped = subscription is not None and request.method == "POST"
    if stopped:
        voting.unfollow(subscription.need, subscription.participant)
    shown = {"title": subscription and _title_unless_hidden(subscription.need), "stopped": stopped}
    response = render(request, "feedback/needs/unfollow.html", shown, status=200 if subscription else 404)
    response["Referrer-Policy"] = "same-origin"  # the address is the key to it
    return response


def _title_unless_hidden(found):
    """A title that was hidden since the mail was sent is not said again."""
    return f"#{found.number}" if found.hidden_at else found.title


def _public_or_404(number):
    if found := public_need(number):
        return found
    raise Http404


def _form_or_refusal(request, found, button):
    """Nothing where it can be done. The form is for browsers that do not say where a form is from."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_from_a_robot():
        return redirect(found)
    if form.is_valid() and admit(request, form, "voice"):
        return None
    response = render(request, "feedback/needs/voice_form.html", {"need": found, "form": form, "button": button})
    return refused(form, response) if form.is_bound else response


def _vote(request, found):
    if "remove" in request.POST:
        if speaker := known_speaker(request):
            voting.withdraw_vote(found, speaker)
        return _("Your voice is taken back.")
    voting.vote(found, speaker_of(request), language=get_language())
    return _("Thank you. Your voice counts.")


def _follow(request, found):
    if "remove" in request.POST:
        if speaker := known_speaker(request):
            voting.unfollow(found, speaker)
        return _("You no longer follow it.")
    voting.follow(found, speaker_of(request))
    return _("You follow it now.")


def _carry_out(request, found, act):
    """A need can be closed or hidden while its page is read."""
    try:
        messages.success(request, act(request, found), extra_tags="voice")
    except RefusedError as error:
        messages.warning(request, error.messages[0], extra_tags="voice")
    return redirect(f"{found.get_absolute_url()}#voice")
