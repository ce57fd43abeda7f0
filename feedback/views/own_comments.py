"""What a member does with one comment: change or take back one's own, like another's."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused, within_limit

from .. import permissions
from ..domain import comment_signals
from ..domain import comments as domain
from ..domain.errors import TooLateError
from ..forms import CommentForm
from ..models import Comment
from ..queries.comments import commented_page
from .comments import PLACE


@keeps_typed
@login_required
def edit_comment(request, pk):
    comment = comment_or_404(pk)
    if comment.user_id != request.user.pk:
        raise PermissionDenied
    if not permissions.may_edit_comment(request.user, comment):
        return _too_late(request, comment)
    written = {"content": comment.comment, "language": comment.language}
    sent = request.POST if request.method == "POST" else None
    form = CommentForm(sent, initial=written | typed_before(request))
    if form.is_valid() and admit(request, form, "comment"):
        return _edit(request, comment, form)
    response = render(request, "feedback/comments/edit.html", {"comment": comment, "form": form})
    return refused(form, response) if form.errors else response


def _edit(request, comment, form):
    values = {name: form.cleaned_data[name] for name in ("content", "language")}
    try:
        domain.edit(comment, request.user, **values)
    except TooLateError:
        return _too_late(request, comment)
    return say(request, comment, _("Your changes are published."))


def _too_late(request, comment):
    """With what was typed, to be copied."""
    typed = (typed_before(request) or request.POST).get("content", "")
    context = {"comment": comment, "typed": typed}
    return render(request, "feedback/comments/too_late.html", context, status=409 if request.method == "POST" else 200)


@login_required
def withdraw_comment(request, pk):
    comment = comment_or_404(pk)
    if comment.user_id != request.user.pk:
        raise PermissionDenied
    below = f"{commented_page(comment.work_id, get_language()).url}#comments"
    if not permissions.may_withdraw_comment(request.user, comment):
        return redirect(below)
    if request.method != "POST":
        return render(request, "feedback/comments/withdraw.html", {"comment": comment})
    with suppress(TooLateError):  # by a second press at the same moment
        domain.withdraw(comment, request.user)
    messages.success(request, _("Your comment is taken back."), extra_tags=PLACE)
    return redirect(comment if comment.nested_count or comment.level else below)


@require_POST
@login_required
def like_comment(request, pk):
    comment = comment_or_404(pk)
    if not permissions.may_like_comment(request.user, comment):
        raise PermissionDenied
    if "remove" in request.POST:
        domain.unlike(comment, request.user)
    elif within_limit(request, "comment_like"):
        domain.like(comment, request.user)
    else:
        messages.warning(request, _("Too many requests in a short time. Please try again in an hour."))
    return HttpResponseRedirect(_where(request, comment))


@require_POST
@login_required
def queue_comment(request, pk):
    comment = comment_or_404(pk)
    if not permissions.may_queue_comment(request.user, comment):
        raise PermissionDenied
    comment_signals.take_to_queue(comment, request.user)
    return say(request, comment, _("It is in the queue of needs. Its author is told what comes of it."))


def comment_or_404(pk):
    """Of a page that everyone may see. By `id`: `pk` is a relation and fails at a number too large for a key."""
    comment = Comment.objects.select_related("work", "user").filter(id=pk).first()
    if comment and commented_page(comment.work_id, get_language()):
        return comment
    raise Http404


def say(request, comment, text):
    messages.success(request, text, extra_tags=PLACE)
    return redirect(comment)


def _where(request, comment):
    """The list in which the button stood."""
    came_from = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(came_from, None):
        return f"{came_from}#comment-{comment.pk}"
    return comment.get_absolute_url()
