"""The public side of needs: the board, and a page for each."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..domain import priority
from ..queries.board import Board
from ..queries.public import PublicNeed, public_need


@require_safe
def board(request):
    shown = Board(request.GET)
    return render(request, "feedback/needs/board.html", {"board": shown, "rules": priority.rules()})


@require_safe
def need(request, number, slug):
    """At one address: an old title, or the number of a need that was merged, leads there."""
    found = public_need(number)
    if found is None:
        raise Http404
    if (found.number, found.slug) != (number, slug):
        return redirect(found)
    context = {
        "need": found,
        "shown": PublicNeed(found),
        "crumbs": [{"title": _("You said, we did"), "url": reverse("needs")}],
        "other_language": found.language if found.language != get_language() else "",
    }
    return render(request, "feedback/needs/need.html", context)
