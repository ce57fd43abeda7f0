"""What the screen of a need shows of its history."""

from collections.abc import Mapping

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..queries.mentions import MENTION

register = template.Library()


@register.filter
def with_names(note: str, names: Mapping[int, str]) -> SafeString:
    """A note with the members it mentions; `names` by their number."""
    marked = MENTION.sub(lambda found: _marked(names.get(int(found[1]))), escape(note))
    return linebreaksbr(mark_safe(marked))  # noqa: S308  (escaped above)


def _marked(name: str | None) -> str:
    return format_html('<b class="need__mention">@{}</b>', name or _("former member"))
