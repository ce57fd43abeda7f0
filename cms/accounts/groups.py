"""The groups of people who may do more than a member. A migration creates them with their permissions."""

from django.utils.translation import gettext_lazy as _

EDITORS = "Editors"
MODERATORS = "Moderators"
WORKING_GROUP = "Working Group"
COMMUNITY_OF_PRACTICE = "Community of Practice"

LABELS = {
    EDITORS: _("Editors"),
    MODERATORS: _("Moderators"),
    WORKING_GROUP: _("Working Group"),
    COMMUNITY_OF_PRACTICE: _("Community of Practice"),
}
