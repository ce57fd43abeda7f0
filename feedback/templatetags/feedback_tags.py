"""Giving a page stars."""

from django import template

from ..forms import RatingForm
from ..models import Rating

register = template.Library()


@register.inclusion_tag("feedback/rating_box.html", takes_context=True)
def rating_box(context, page):
    """What people think of this work, and the reader's own stars."""
    request = context.get("request")
    user = getattr(request, "user", None)
    mine = Rating.objects.filter(work=page.work_id, participant__user=user).first() if user and user.pk else None
    return {
        "page": page,
        "work": page.work_id,
        "mine": mine,
        "form": RatingForm(instance=mine, auto_id="rating_%s"),
        "user": user,
        "request": request,
        "messages": context.get("messages"),
        "csrf_token": context.get("csrf_token"),
    }
