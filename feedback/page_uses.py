"""What editors are told about needs and ratings before a page goes away."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.core import page_uses

from .models import Helpful, Need, Rating


@page_uses.register
def needs_answered_by(pages: PageQuerySet, deleting: bool) -> list[str]:
    needs = Need.objects.filter(answer_work__in=pages.values("translation_key")).order_by("pk")
    sentence = _("Need #%(number)s, “%(title)s”, is answered here: people were told of this page, or will be.")
    return [sentence % {"number": need.number, "title": need.title} for need in needs]


@page_uses.register
def ratings_and_answers_that_go(pages: PageQuerySet, deleting: bool) -> list[str]:
    """They belong to all translations together, and go with the last of them."""
    if not deleting:
        return []
    gone = pages.values_list("translation_key", flat=True)
    stay = Page.objects.exclude(pk__in=pages.values("pk")).values("translation_key")
    stars, answers = (model.objects.filter(work__in=gone).exclude(work__in=stay).count() for model in (Rating, Helpful))
    rated = ngettext("%(number)s rating is deleted with it.", "%(number)s ratings are deleted with it.", stars)
    answered = ngettext(
        "%(number)s answer to “Was this helpful?” is deleted with it.",
        "%(number)s answers to “Was this helpful?” are deleted with it.",
        answers,
    )
    return [text % {"number": number} for text, number in ((rated, stars), (answered, answers)) if number]
