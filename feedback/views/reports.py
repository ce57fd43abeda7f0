"""Asking for a page in one's language, and saying that a link does not work: no account needed."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cms.accounts.visitors import speaker_of
from cms.core import navigation
from cms.core.models import Work
from cms.intake.expired import keeps_typed, takes_without_token, typed_before
from cms.intake.limits import admit, refused

from ..domain import remarks
from ..forms import AskForm, LinkForm
from ..queries.links import links_of
from ..queries.pages import page_in, readable_pages_in, suggestible_pages


@takes_without_token
def ask_translation(request, work, language):
    """One tap: on the page in its own language, or where a reader landed who looked for it in theirs."""
    page = page_in(work, get_language())
    if page is None or page.depth <= 2 or language not in dict(settings.LANGUAGES):
        raise Http404
    if there := readable_pages_in([work], language).get(work):
        return redirect(there.url)
    if request.method != "POST":
        return _ask(request, page, language, AskForm())
    form = AskForm(request.POST)
    if not form.is_from_a_robot():
        if not (form.is_valid() and admit(request, form, "ask_translation")):
            return refused(form, _ask(request, page, language, form))
        remarks.request_translation(Work.objects.get(key=work), speaker_of(request), language)
    with override(language):
        said = _("Thank you. We noted that you need this page in English.")
    messages.success(request, said, extra_tags="translation")
    return redirect(_way_back(request, page, language))


def _way_back(request, page, language):
    """To the list in which the button stood, to the page, or to where a reader landed who looked for it."""
    came_from = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(came_from, None):
        return f"{came_from}#translation"
    return f"{_asked_at(request, page, language)}#translation"


def _asked_at(request, page, language):
    if get_language() == page.locale.language_code:
        return page.url
    return navigation.page_languages(page, request)[language]["url"]


def _ask(request, page, language, form):
    return render(request, "feedback/ask_translation_page.html", {"about": page, "language": language, "form": form})


@keeps_typed
def report_link(request, work):
    page = suggestible_pages().filter(translation_key=work, locale__language_code=get_language()).first()
    if page is None:
        raise Http404
    links = links_of(page.specific)
    if not links:
        return redirect(f"{reverse('suggest')}?page={page.pk}")
    if request.method != "POST":
        return _report(request, page, LinkForm(initial=typed_before(request), links=links))
    form = LinkForm(request.POST, links=links, sent=str(work))
    if form.is_from_a_robot():
        return _say_thanks(request, page.url)
    if not (form.is_valid() and (form.earlier_result() or admit(request, form, "report_link"))):
        return refused(form, _report(request, page, form))
    return _say_thanks(request, form.send_once(lambda: _reported(request, page, form, links)))


def _reported(request, page, form, links):
    url = form.cleaned_data["link"]
    said = {"title": links.get(url, ""), "note": form.cleaned_data["note"], "language": get_language()}
    remarks.report_link(Work.objects.get(key=page.translation_key), speaker_of(request), url, **said)
    return page.url


def _report(request, page, form):
    return render(request, "feedback/report_link.html", {"about": page, "form": form})


def _say_thanks(request, url):
    messages.success(request, _("Thank you: we will look at that link."), extra_tags="link")
    return redirect(f"{url}#link")
