"""Hearing of what is said below a page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.core.models import Work

from ..domain import comment_following
from ..queries.comments import commented_page
from .comments import PLACE


@require_POST
@login_required
def follow_comments(request, work):
    page = commented_page(work, get_language())
    if page is None:
        raise Http404
    work = Work.objects.get(key=work)
    if "remove" in request.POST:
        comment_following.unfollow(work, request.user)
        text = _("You no longer follow these comments.")
    else:
        comment_following.follow(work, request.user)
        text = _("You follow these comments now and hear of new ones.")
    messages.success(request, text, extra_tags=PLACE)
    return redirect(f"{page.url}#comments")
