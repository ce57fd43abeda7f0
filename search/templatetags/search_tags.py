"""Template tags of the search page."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def kind_links(context):
    """The facet: everything, then each kind that has answers."""
    answers = context["answers"]
    kinds = answers.kinds()
    rows = [("", _("Everything"), sum(number for _kind, _label, number in kinds)), *kinds]
    return [
        {"url": _url(context["request"], kind), "label": label, "number": number, "current": kind == answers.kind}
        for kind, label, number in rows
    ]


def _url(request, kind):
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("kind", None)
    if kind:
        query["kind"] = kind
    return f"?{query.urlencode()}"
