"""What other pages show of the summit."""

from django import template

from cms.core.templatetags.core import date_range
from cms.summit.enums import SessionFormat
from cms.summit.models import SummitPage

register = template.Library()

# One icon and one colour for each format.
LOOKS = {
    SessionFormat.KEYNOTE: ("megaphone", "poppy"),
    SessionFormat.WORKSHOP: ("presentation", "sage"),
    SessionFormat.PANEL: ("messages-square", "ocean"),
    SessionFormat.ROUNDTABLE: ("users", "plum"),
    SessionFormat.STUDENT_LED: ("hand-heart", "plum"),
    SessionFormat.SHOWCASE: ("lightbulb", "gold"),
    SessionFormat.SITE_VISIT: ("school", "gold"),
}


@register.filter
def format_icon(session_format):
    return LOOKS.get(session_format, ("presentation", ""))[0]


@register.filter
def format_mood(session_format):
    return LOOKS.get(session_format, ("", "ocean"))[1]


@register.filter
def session_meta(session):
    """Room, and the language when people may not expect it."""
    return [part for part in (session.room, session.get_spoken_language_display()) if part]


@register.filter
def session_badges(session):
    return [topic.label for topic in session.topics.all()][:2]


@register.simple_tag
def featured_summits(locale):
    """The next summit and the last one, where there is one."""
    summits = SummitPage.objects.visible().filter(locale=locale).defer("body")
    return [summit for summit in (summits.coming(), summits.latest_held()) if summit]


@register.filter
def summit_meta(summit):
    """When and where, as far as it is known."""
    when = date_range(summit.starts_on, summit.ends_on) if summit.starts_on else ""
    return [part for part in (when, summit.venue, summit.city) if part]
