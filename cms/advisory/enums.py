"""Who sits on a board and where a recommendation stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecommendationStatus(TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")
