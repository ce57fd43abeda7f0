"""Saying whether a page helped, changing and taking it back: no account needed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.accounts.visitors import known_speaker, speaker_of
from cms.core.models import Work
from cms.intake.expired import takes_without_token, typed_before
from cms.intake.limits import admit, refused

from ..domain import helpful
from ..forms import HelpfulForm
from ..queries.helpful import parts_of
from ..queries.pages import page_in


@takes_without_token
def say_helpful(request, work, part=""):
    """The form of its GET is for whoever is refused, and for browsers that do not say where a form is from."""
    page = page_in(work, get_language())
    parts = parts_of(page.specific) if page else {}
    if part not in parts:
        raise Http404
    shown = {"about": page, "question": parts[part]}
    if request.method != "POST":
        return render(request, "feedback/helpful.html", shown | {"form": HelpfulForm(initial=typed_before(request))})
    work, place = Work.objects.get(key=work), f"helpful-{part}" if part else "helpful"
    if "remove" in request.POST:
        said = _remove(request, work, part)
    else:
        form = HelpfulForm(request.POST)
        robot = form.is_from_a_robot()
        if not (robot or (form.is_valid() and admit(request, form, "helpful"))):
            return refused(form, render(request, "feedback/helpful.html", shown | {"form": form}))
        said = _thanks(form) if robot else _answer(request, form, work, part, parts[part])
    messages.success(request, said, extra_tags=place)
    return redirect(f"{page.url}#{place}")


def _answer(request, form, work, part, title):
    is_helpful, reason = form.cleaned_data["answer"] == "yes", form.cleaned_data["reason"]
    which = {"part": part, "part_title": title, "language": get_language()}
    helpful.answer(work, speaker_of(request), is_helpful, reason=reason, **which)
    return _thanks(form)


def _thanks(form):
    if form.data.get("answer") == "yes":
        return _("Thank you. We are glad that it helped.")
    if form.data.get("reason"):
        return _("Thank you: the Working Group will read what you wrote.")
    return _("Thank you. If you like, say what was missing.")


def _remove(request, work, part):
    if speaker := known_speaker(request):
        helpful.withdraw_answer(work, speaker, part=part)
    return _("Your answer is removed.")
