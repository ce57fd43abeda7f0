"""Giving a page stars, saying whether it helped, and asking for it in another language."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.accounts.visitors import known_speaker
from cms.memory import once

from ..forms import AskForm, HelpfulForm, RatingForm
from ..models import Rating
from ..queries import helpful, translation_requests

register = template.Library()


@register.inclusion_tag("feedback/rating_box.html", takes_context=True)
def rating_box(context, page):
    """What people think of this work, and the reader's own stars."""
    request = context.get("request")
    user = getattr(request, "user", None)
    mine = Rating.objects.filter(work=page.work_id, participant__user=user).first() if user and user.pk else None
    return {
        "page": page,
        "work": page.work_id,
        "mine": mine,
        "form": RatingForm(instance=mine, auto_id="rating_%s"),
        "user": user,
        "request": request,
        "messages": context.get("messages"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("feedback/helpful_box.html", takes_context=True)
def helpful_box(context, part="", question=""):
    """Of the page, or of one answer on it. The same for everyone who has said nothing here yet, without a token."""
    page, request = context.get("page"), context.get("request")
    if request is None or not getattr(page, "work_id", None):  # the preview of a block
        return {}
    given = once(("helpful", page.work_id), lambda: helpful.answers_of(known_speaker(request), page.work_id))
    return {
        "work": page.work_id,
        "part": part,
        "question": question,
        "place": f"helpful-{part}" if part else "helpful",
        "mine": given.get(part),
        "form": HelpfulForm(),
        "messages": context.get("messages"),
    }


@register.inclusion_tag("feedback/ask_translation.html", takes_context=True)
def ask_translation(context, work, language=None):
    """Of a page that is in one language only. The same for everyone who has said nothing here yet."""
    request = context.get("request")
    if request is None or not work:
        return {}
    language = language or next(code for code, _name in settings.LANGUAGES if code != get_language())
    speaker = known_speaker(request)
    return {
        "work": work,
        "language": language,
        "asked": bool(translation_requests.asked_by(speaker, language, [work])),
        "form": AskForm(),
        "messages": context.get("messages"),
    }
