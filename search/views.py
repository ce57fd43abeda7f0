"""The search page: any input gets an answer."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.core.searchable import sources
from search.answers import Answers
from search.questions import Question

PER_PAGE = 20
ONLY_IN = {"en": _("Only in English"), "es": _("Only in Spanish")}


@require_safe
def search(request):
    question = Question.parse(request.GET.get("q", ""))
    _keep_links_short(request, question)
    kind = request.GET.get("kind", "")
    answers, page = _answer(question, kind if kind in sources() else "", request.GET.get("page"))
    own = [hit for hit in page if hit.entry.language == answers.language]
    context = {
        "question": question,
        "answers": answers,
        "page_obj": page,
        "hits": own,
        "other_hits": [hit for hit in page if hit not in own],
        "only_in": ONLY_IN["en" if answers.language == "es" else "es"],
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(question, kind, number):
    """With all the words; where nothing has them all, with any of them."""
    answers = Answers(question, get_language(), kind)
    if not answers.count() and len(question.terms) > 1:
        answers = Answers(question.relaxed(), get_language(), kind)
    return answers, Paginator(answers, PER_PAGE).get_page(number)


def _keep_links_short(request, question):
    """Links on the page repeat the question as it was understood."""
    request.GET = request.GET.copy()
    request.GET["q"] = question.text
    request.META["QUERY_STRING"] = request.GET.urlencode()  # what get_full_path() reads: other language, sign-in
