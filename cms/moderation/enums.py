"""What moderators decide, and the reasons they give most often."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    APPROVED = "approved", _("Published")
    REJECTED = "rejected", _("Not published")


class ReadyReason(TextChoices):
    """The label is the text that the author reads, in their language."""

    PRIVATE_PERSON = (
        "private_person",
        _("It names a child or another private person, or tells enough to know who is meant. Please leave that out."),
    )
    ATTACK = "attack", _("It attacks a person. Please write about the matter, not about the person.")
    ADVERTISING = "advertising", _("It advertises something. This is a place for people to learn from one another.")
    ELSEWHERE = "elsewhere", _("It belongs to another topic or forum. Please send it there.")
    TWICE = "twice", _("The same text is published already.")
