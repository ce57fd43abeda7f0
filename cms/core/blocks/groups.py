"""Blocks made of several titled parts: accordion, steps, questions and answers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import SHORT_FEATURES


class TitledTextBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(TitledTextBlock(), label=_("Parts"))

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "components/blocks/accordion.html"
        description = _("Parts that open one by one: for details few people need.")
        preview_value = {"items": [{"title": "Who may apply?", "text": "<p>Every local educational agency.</p>"}]}


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(TitledTextBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "components/blocks/steps.html"
        description = _("A numbered way to do something.")
        preview_value = {"items": [{"title": "Meet", "text": "<p>Invite families first.</p>"}]}


class StepsStreamBlock(blocks.StreamBlock):
    """The steps of the home page."""

    step = TitledTextBlock(icon="list-ol", label=_("Step"))


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=SHORT_FEATURES)


class QuestionGroupBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Group of questions")
        template = "components/blocks/question_group.html"
        description = _("Questions that belong together, each with its answer.")
        preview_value = {
            "title": "Families",
            "items": [{"question": "What is a community school?", "answer": "<p>A school that works with you.</p>"}],
        }


class QuestionGroupsBlock(blocks.StreamBlock):
    group = QuestionGroupBlock()
