"""Finding needs: of a suggestion, or by what people type."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.intake.text import folded, number_from_text
from cms.taxonomy.models import Topic

from ..enums import Status
from ..models import Need, Suggestion
from .pages import page_in
from .searched import having

MOST_WORDS = 8


def need_of(suggestion: Suggestion) -> Need:
    """The need this suggestion opened; it may be merged into another since."""
    opened = Need.objects.select_related("merged_into").filter(first_signals__suggestion=suggestion)
    return opened.earliest("first_signals__created_at", "first_signals__pk")


def root_of(need: Need) -> Need:
    """The need that this one counts for: itself unless merged."""
    while into := need.merged_into:
        need = into
    return need


def answer_page(need: Need, language: str) -> Page | None:
    """The published answer, in this language if there is one; never a draft."""
    return page_in(need.answer_work_id, language) if need.status == Status.PUBLISHED else None


def number_in(text: str) -> int | None:
    """27 out of "27" or "#27"."""
    return number_from_text(text.strip().removeprefix("#"))


def search(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """By number, or by words of the title, the topic or of what people said, in whatever form, case and accents."""
    return _search(needs, text, lambda word: having("words", word) | _of_topic(word))


def search_public(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """The same for everyone: what people said is theirs, so that only the title and the topic are looked at."""
    return _search(needs, text, lambda word: having("folded_title", word) | _of_topic(word))


def _search(needs: QuerySet[Need], text: str, found_by: Callable[[str], Q]) -> QuerySet[Need]:
    text = text.replace("\x00", " ").strip()
    number = number_in(text)
    if number is not None and text.startswith("#"):
        return needs.filter(pk=number)
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        found &= found_by(word)
    return needs.filter(found | Q(pk=number)) if number is not None else needs.filter(found)


def _of_topic(word: str) -> Q:
    return Q(topic__in=Topic.ids_by_name(lambda name: folded(word) in folded(name)))
