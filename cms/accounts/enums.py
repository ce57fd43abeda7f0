"""What a person may be here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """How a person takes part in a community school."""

    FAMILY = "family", _("Parent or family member")
    STUDENT = "student", _("Student")
    EDUCATOR = "educator", _("Teacher or other educator")
    COORDINATOR = "coordinator", _("Community school coordinator")
    ADMINISTRATOR = "administrator", _("School or district administrator")
    COUNTY_STAFF = "county_staff", _("County office or regional center staff")
    PARTNER = "partner", _("Community partner")

    @property
    def short(self):
        """Beside a name, where the whole label would be longer than the name."""
        return SHORT_ROLES[self]


SHORT_ROLES = {
    Role.FAMILY: pgettext_lazy("role", "Family"),
    Role.STUDENT: pgettext_lazy("role", "Student"),
    Role.EDUCATOR: pgettext_lazy("role", "Educator"),
    Role.COORDINATOR: pgettext_lazy("role", "Coordinator"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
    Role.COUNTY_STAFF: pgettext_lazy("role", "County or region"),
    Role.PARTNER: pgettext_lazy("role", "Partner"),
}


class Digest(TextChoices):
    """How often a person wants notices by e-mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", _("Not by e-mail")


class ParticipantKind(TextChoices):
    """How a person who spoke is known; this stays when the person is erased."""

    ACCOUNT = "account", _("Account")
    ADDRESS = "address", _("Confirmed e-mail address")
    RECEIPT = "receipt", _("Receipt of a visitor")
