"""Deciding about what waits: each decision is done, logged and told in one go."""

from django.db import transaction
from django.utils import translation

from cms.accounts.models import User
from cms.notices.domain import telling

from ..enums import Verdict
from ..models import Decision
from ..registry import Item


@transaction.atomic
def approve(item: Item, by: User) -> Decision:
    return _log(Item(item.type, item.type.approve(item.instance)), by, Verdict.APPROVED)


@transaction.atomic
def reject(item: Item, by: User, *, reason_en: str, reason_es: str) -> Decision:
    """The author reads the reason in their language, and has their text back."""
    if not (reason_en.strip() and reason_es.strip()):
        raise ValueError("A rejection needs its reason in both languages.")
    rejected = Item(item.type, item.type.reject(item.instance))
    decision = _log(rejected, by, Verdict.REJECTED, reason_en, reason_es)
    if decision.author:
        _tell_author(decision, decision.author)
    return decision


@transaction.atomic
def forget_words(author: User) -> None:
    """What was decided, by whom and why stays; the copy of the person's words goes, and what was never published whole.

    A title of something published is read on the site, where others have answered below it.
    """
    decisions = Decision.objects.filter(author=author)
    decisions.forget_words("text")
    decisions.filter(verdict=Verdict.REJECTED).forget_words("title")


def _log(item: Item, by: User, verdict: Verdict, reason_en: str = "", reason_es: str = "") -> Decision:
    return Decision.objects.create(
        kind=item.kind,
        target=item.pk,
        scope=item.scope,
        title=item.title,
        title_language=item.title_language,
        text=item.text,
        language=item.language,
        author=item.author,
        verdict=verdict,
        reason_en=reason_en,
        reason_es=reason_es,
        decided_by=by,
    )


def _tell_author(decision: Decision, author: User) -> None:
    with translation.override(author.language):
        url = decision.get_absolute_url()
    context = {"title": decision.title, "text": decision.text, "reason": decision.reason(author.language), "url": url}
    telling.notify("not_published", recipient=author, context=context, dedupe_key=f"not_published:{decision.pk}")
