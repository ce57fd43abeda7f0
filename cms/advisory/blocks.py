"""The blocks only boards use."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .enums import RecommendationStatus


class RecommendationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Recommendation"))
    status = blocks.ChoiceBlock(
        label=_("Status"), choices=RecommendationStatus.choices, default=RecommendationStatus.OPEN
    )

    class Meta:
        icon = "tick"
        label = _("Recommendation")
        template = "advisory/blocks/recommendation.html"
        description = _("What the board asks for, and where it stands.")
        preview_value = {"text": "Pay students for their time.", "status": "accepted"}


class RecommendationsBlock(blocks.StreamBlock):
    recommendation = RecommendationBlock()
