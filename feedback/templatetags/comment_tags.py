"""What members say below a page."""

from django import template

from .. import permissions
from ..forms import CommentForm
from ..queries import comments

register = template.Library()


@register.inclusion_tag("feedback/comments/box.html", takes_context=True)
def comments_box(context):
    """Of a public page: what is said below one that is private, or not published, is nowhere to be seen."""
    page, request = context["page"], context.get("request")
    if request is None or getattr(request, "is_preview", False) or page.get_view_restrictions():
        return {}
    threads, number = comments.newest(page.work_id, request.user)
    return {
        "work": page.work_id,
        "threads": threads,
        "number": number,
        "follows": comments.is_followed(page.work_id, request.user),
        "form": CommentForm(auto_id="comment_%s"),
        "request": request,
        "messages": context.get("messages"),
        "user": context.get("user"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("feedback/comments/actions.html", takes_context=True)
def comment_actions(context, comment):
    """What a member may do with it."""
    user = context["user"]
    return {
        "comment": comment,
        "name": context["name"],
        "here": context["request"].get_full_path(),
        "may_like": permissions.may_like_comment(user, comment),
        "may_report": permissions.may_report_comment(user, comment),
        "may_queue": permissions.may_queue_comment(user, comment),
        "may_edit": permissions.may_edit_comment(user, comment),
        "may_withdraw": permissions.may_withdraw_comment(user, comment),
        "csrf_token": context.get("csrf_token"),
    }
