"""What a person may be here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """How a person takes part in a community school."""

    FAMILY = "family", _("Parent or family member")
    STUDENT = "student", _("Student")
    EDUCATOR = "educator", _("Teacher or other educator")
    COORDINATOR = "coordinator", _("Community school coordinator")
    ADMINISTRATOR = "administrator", _("School or district administrator")
    COUNTY_STAFF = "county_staff", _("County office or regional center staff")
    PARTNER = "partner", _("Community partner")


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
