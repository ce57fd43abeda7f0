"""How languages and regions are served, for everyone to see."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..queries.parity import published_reports


@require_safe
def parity(request):
    """Of the quarter that the address names, or of the last."""
    reports = published_reports()
    asked = request.GET.get("quarter", "")
    named = [report for report in reports if report.quarter.name == asked]
    context = {
        "reports": reports,
        "shown": next(iter(named or reports), None),
        "crumbs": [{"title": _("You said, we did"), "url": reverse("needs")}],
    }
    return render(request, "feedback/needs/parity.html", context)
