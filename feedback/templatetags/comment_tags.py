"""What members say below a page."""

from django import template

from ..forms import CommentForm
from ..queries import comments

register = template.Library()


@register.inclusion_tag("feedback/comments/box.html", takes_context=True)
def comments_box(context):
    """Of a public page: what is said below one that is private, or not published, is nowhere to be seen."""
    page, request = context["page"], context.get("request")
    if request is None or getattr(request, "is_preview", False) or page.get_view_restrictions():
        return {}
    threads, number = comments.newest(page.work_id)
    return {
        "work": page.work_id,
        "threads": threads,
        "number": number,
        "form": CommentForm(auto_id="comment_%s"),
        "messages": context.get("messages"),
        "user": context.get("user"),
        "csrf_token": context.get("csrf_token"),
    }
