"""The groups of people who may do more than a member. A migration creates them with their permissions."""

EDITORS = "Editors"
MODERATORS = "Moderators"
WORKING_GROUP = "Working Group"
COMMUNITY_OF_PRACTICE = "Community of Practice"
