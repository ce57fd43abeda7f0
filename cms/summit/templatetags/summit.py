"""What other pages show of the summit."""

from django import template
from django.utils.translation import gettext as _

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
BADGES = 2  # topics on a card


@register.inclusion_tag("components/card.html", takes_context=True)
def session_card(context, session, level=4):
    icon, tone = LOOKS.get(session.session_format, ("presentation", "ocean"))
    return {
        "href": session.get_url(context.get("request")),
        "title": session.title,
        "summary": session.summary,
        "kind": session.get_session_format_display(),
        "icon": icon,
        "tone": tone,
        "badges": [topic.label for topic in session.topics.all()][:BADGES],
        "meta": [part for part in (session.room, session.get_spoken_language_display()) if part],
        "level": level,
    }


@register.simple_tag
def featured_summits(locale):
    """The next summit and the last one, where there is one."""
    summits = SummitPage.objects.visible().filter(locale=locale).only_card_fields()
    return [summit for summit in (summits.coming(), summits.latest_held()) if summit]


@register.inclusion_tag("components/card.html", takes_context=True)
def summit_card(context, summit, level=3):
    """With when and where, as far as it is known."""
    when = date_range(summit.starts_on, summit.ends_on) if summit.starts_on else ""
    return {
        "href": summit.get_url(context.get("request")),
        "title": summit.title,
        "summary": summit.summary,
        "kind": _("The last summit") if summit.is_over else _("The next summit"),
        "icon": "calendar",
        "tone": "poppy",
        "meta": [part for part in (when, summit.venue, summit.city) if part],
        "level": level,
    }
