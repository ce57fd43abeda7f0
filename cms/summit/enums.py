"""Where a summit stands and how a session is held."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SummitState(TextChoices):
    ANNOUNCED = "announced", _("Announced")
    CALL = "call", _("Call for sessions")
    DRAFT = "draft", _("Schedule in preparation")
    PUBLISHED = "published", _("Schedule published")
    OVER = "over", _("Over")


class SessionFormat(TextChoices):
    KEYNOTE = "keynote", _("Keynote")
    WORKSHOP = "workshop", _("Workshop")
    PANEL = "panel", _("Panel")
    ROUNDTABLE = "roundtable", _("Roundtable")
    STUDENT_LED = "student-led", _("Led by students")
    SHOWCASE = "showcase", _("Showcase")
    SITE_VISIT = "site_visit", _("Site visit")


class SpokenLanguage(TextChoices):
    EN = "en", _("English")
    ES = "es", _("Spanish")
    BOTH = "en+es", _("English and Spanish")
