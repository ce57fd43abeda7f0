"""Stars on pages and in lists."""

from django import template

from ..forms import RatingForm
from ..models import Rating

register = template.Library()


@register.inclusion_tag("feedback/rating_box.html", takes_context=True)
def rating_box(context, page):
    """What people think of this work, and the reader's own stars."""
    request = context.get("request")
    user = getattr(request, "user", None)
    mine = Rating.objects.filter(work=page.translation_key, user=user).first() if user and user.pk else None
    return {
        "page": page,
        "work": page.translation_key,
        "summary": Rating.objects.summary(page.translation_key),
        "mine": mine,
        "form": RatingForm(instance=mine, auto_id="rating_%s"),
        "user": user,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("feedback/rating_summary.html")
def rating_summary(page, ratings=None):
    """Mean and number of stars; in a list give it what `ratings_of` found."""
    if ratings is None:
        return {"summary": Rating.objects.summary(page.translation_key)}
    return {"summary": ratings.get(page.translation_key)}


@register.simple_tag
def ratings_of(pages):
    """Summaries by work for all of these pages, in one query."""
    return Rating.objects.summaries([page.translation_key for page in pages])


@register.simple_tag
def best_rated_works(number=30):
    """Works by their stars; the caller shows those of them that the reader may see."""
    return Rating.objects.best(number)


@register.filter
def rating_of(ratings, page):
    """The summary of one page among those `ratings_of` found."""
    return ratings.get(page.translation_key) if ratings else None
