"""Where a summit stands and how a session is held."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SummitState(TextChoices):
    CALL = "call", _("Call for sessions")
    DRAFT = "draft", _("Announced")
    PUBLISHED = "published", _("Schedule published")
    OVER = "over", _("Over")


class SessionFormat(TextChoices):
    PLENARY = "plenary", _("Plenary")
    WORKSHOP = "workshop", _("Workshop")
    PANEL = "panel", _("Panel")
    ROUNDTABLE = "roundtable", _("Roundtable")
    SHOWCASE = "showcase", _("Showcase")
    SITE_VISIT = "site_visit", _("Site visit")
