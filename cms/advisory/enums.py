"""Who sits on a board and where a recommendation stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecommendationStatus(TextChoices):
    OPEN = "open", pgettext_lazy("recommendation", "Open")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")
