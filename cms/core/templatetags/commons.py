"""Template tags and filters of the design system: see docs/design.md."""

from functools import lru_cache
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from cms.intake.addresses import query_of

register = template.Library()

SILENT = mark_safe('aria-hidden="true"')
TONES = ("ocean", "poppy", "gold", "sage", "plum")
MESSAGES = {
    "success": ("sage", "circle-check"),
    "warning": ("gold", "triangle-alert"),
    "error": ("danger", "circle-alert"),
}
STATUS_ICONS = {
    "received": "inbox",
    "under_review": "eye",
    "needs_input": "message-circle",
    "planned": "calendar",
    "in_progress": "pencil",
    "published": "circle-check",
    "declined": "circle-x",
    "merged": "git-merge",
}


@register.simple_tag
def icon(name, css="", label=""):
    """A Lucide icon from the sprite; silent to screen readers unless it has a label."""
    return _icon(str(name), str(css), str(label))


@lru_cache(maxsize=1000)
def _icon(name, css, label):
    """The few there are look the same on every page."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SILENT
    href = f"{static('icons/sprite.svg')}#{name}"
    return format_html('<svg class="icon {}" {}><use href="{}"/></svg>', css, spoken, href)


@register.tag
def fixed(parser, token):
    """`{% fixed %}…{% endfixed %}`: what code and settings alone say, made once in each language, without context."""
    nodes = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodes)


class FixedNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.made = {}

    def render(self, context):
        language = get_language()
        if language not in self.made:
            self.made[language] = self.nodelist.render(context.new())
        return self.made[language]


@register.simple_block_tag
def captured(content):
    """`{% captured as name %}…{% endcaptured %}`: what a page shows in two places is made once."""
    return content


@register.simple_tag
def stars(average, count=None):
    """The mean of ratings. A list shows many that are alike, so each is made once while the site runs."""
    return _stars(average, count, get_language())


@lru_cache(maxsize=2000)
def _stars(average, count, language):
    return render_to_string("components/stars.html", {"average": average, "count": count})


@register.inclusion_tag("components/card.html")
def card(values, level=3):
    """`values` are what the template of a card shows."""
    return values | {"level": level}


@register.filter
def initials(name):
    words = str(name or "").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def tone(text):
    """A colour that stays the same for the same text."""
    return TONES[crc32(str(text).encode()) % len(TONES)]


@register.filter
def half_stars(average):
    return max(0, min(10, round(float(average or 0) * 2)))


@register.filter
def chosen(choices):
    """How many choices of a facet are on."""
    return sum(1 for choice in choices if choice.get("on")) if choices else 0


@register.filter
def status_icon(status):
    return STATUS_ICONS.get(status, "info")


@register.filter
def message_tone(level):
    return MESSAGES.get(level, ("ocean", ""))[0]


@register.filter
def message_icon(level):
    return MESSAGES.get(level, ("", "info"))[1]


@register.filter
def said_at(messages, place):
    """Those that belong beside a part of the page, or without one those for its top. Both leave the session."""
    return [message for message in messages or () if (message.extra_tags or "") == (place or "")]


@register.filter
def page_numbers(page_obj):
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_query(context, number, parameter="page"):
    """The query string of this page with another page number. A view that knows better gives `query_params`."""
    params = context.get("query_params")
    if params is None and "request" in context:
        params = query_of(context["request"])
    if params is None:
        return f"?{parameter}={number}"
    query = params.copy()
    query[parameter] = number
    return f"?{query.urlencode()}"
