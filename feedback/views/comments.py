"""Reading what members say below a page, and saying something too."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.models import Work
from cms.intake import drafts
from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused
from cms.intake.markup import render as rendered
from cms.pagination import page_of

from ..domain import comments as domain
from ..forms import CommentForm
from ..models.comment import REPLIES_PER_PAGE
from ..queries import comments as queries

PLACE = "comments"  # where the messages are said


@keeps_typed
def comments(request, work):
    """All of a page, the newest first."""
    about = _page_or_404(work)
    shown = page_of(queries.openings(work), request.GET.get("page"), queries.THREADS_PER_PAGE)
    threads = queries.threads(shown.object_list, request.user)
    context = {"page_obj": shown, "threads": threads, "crumbs": [_crumb(about)]}
    context["follows"] = queries.is_followed(work, request.user)
    return _read_or_write(request, "feedback/comments/list.html", about, context)


@keeps_typed
def thread(request, work, thread):
    """One, with all that was said to it."""
    about, opening = _page_or_404(work), queries.opening_of(work, thread, request.user)
    if opening is None:
        raise Http404
    replies = queries.replies(opening, request.user)
    shown = page_of(replies, request.GET.get("page"), REPLIES_PER_PAGE, opening.nested_count)
    crumbs = [_crumb(about), {"title": _("Comments"), "url": reverse("comments", args=[work])}]
    context = {"opening": opening, "page_obj": shown, "crumbs": crumbs}
    return _read_or_write(request, "feedback/comments/thread.html", about, context, reply_to=opening)


def _page_or_404(work):
    if page := queries.commented_page(work, get_language()):
        return page
    raise Http404


def _crumb(page):
    return {"title": page.title, "url": page.url, "lang": page.locale.language_code}


def _read_or_write(request, template, about, context, reply_to=None):
    if not request.user.is_authenticated and (request.method == "POST" or typed_before(request)):
        return drafts.sign_in_first(request)
    if request.method == "POST":
        return _write(request, template, context | {"about": about}, reply_to)
    typed = drafts.take(request.GET.get("draft", "")) | typed_before(request)
    return render(request, template, context | {"about": about, "form": CommentForm(initial=typed)})


def _write(request, template, context, reply_to):
    form = CommentForm(request.POST)
    form.sent = f"{request.user.pk} {request.path}"
    if form.is_from_a_robot():
        return redirect(context["about"].url)
    preview = "preview" in request.POST
    if form.is_valid() and (preview or form.earlier_result() or admit(request, form, "comment")):
        if not preview:
            return redirect(form.send_once(lambda: _publish(request, form, context["about"], reply_to)))
        context["preview"] = rendered(form.cleaned_data["content"])
    response = render(request, template, context | {"form": form})
    return refused(form, response) if form.errors else response


def _publish(request, form, about, reply_to):
    """The address where it can be read: where it was written."""
    values = {name: form.cleaned_data[name] for name in ("content", "language")}
    comment = domain.write(Work.objects.get(key=about.translation_key), request.user, reply_to=reply_to, **values)
    messages.success(request, _("Thank you. Your comment is published."), extra_tags=PLACE)
    return comment.get_absolute_url() if reply_to else f"{about.url}#comment-{comment.pk}"
