"""Giving, changing and taking back stars."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.models import Work
from cms.intake.limits import admit, refused

from ..domain import ratings
from ..forms import RatingForm
from ..queries import pages


def rate(request, work):
    page = pages.page_in(work, get_language())
    if page is None or page.depth <= 2:
        raise Http404
    back = f"{page.url}#rating"
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    if request.method != "POST":
        return redirect(back)
    if "withdraw" in request.POST:
        ratings.withdraw_rating(Work.objects.get(key=page.translation_key), request.user)
        return _say(request, _("Your rating is removed."), back)
    return _rate(request, page, back)


def _rate(request, page, back):
    form = RatingForm(request.POST)
    if not (form.is_valid() and admit(request, form, "rate")):
        shown = {"form": form, "rated": page, "work": page.translation_key}
        return refused(form, render(request, "feedback/rate.html", shown))
    stars, reason = form.cleaned_data["stars"], form.cleaned_data["reason"]
    ratings.rate(
        Work.objects.get(key=page.translation_key), request.user, stars, reason=reason, language=get_language()
    )
    return _say(request, _("Thank you: your rating counts."), back)


def _say(request, text, back):
    messages.success(request, text, extra_tags="rating")
    return redirect(back)
