"""Telling the moderators that a comment should not stay."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused

from .. import permissions
from ..domain import reporting
from ..forms import ReportForm
from .own_comments import comment_or_404, say


@keeps_typed
@login_required
def report_comment(request, pk):
    comment = comment_or_404(pk)
    if not permissions.may_report_comment(request.user, comment):
        raise PermissionDenied
    form = ReportForm(request.POST if request.method == "POST" else None, initial=typed_before(request))
    if form.is_valid() and (form.is_from_a_robot() or admit(request, form, "comment_report")):
        if not form.is_from_a_robot():
            reporting.report(comment, request.user, **form.cleaned_data)
        return say(request, comment, _("Thank you. A moderator will look at it."))
    response = render(request, "feedback/comments/report.html", {"comment": comment, "form": form})
    return refused(form, response) if form.errors else response
