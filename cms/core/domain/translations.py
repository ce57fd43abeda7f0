"""Whether a translation is complete, and who decided that it may go out when it is not."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from cms.accounts.models import User

from ..models import PartialTranslation


def translation_of(page: Page) -> Translation | None:
    """What the translation editor holds of this page; None for a source, and for a page that is written by hand."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return found.select_related("source", "target_locale").first()


def missing_strings(translation: Translation) -> list[StringSegment]:
    """An empty translation, or one that was found wrong, is none: the source language shows in its place."""
    segments = StringSegment.objects.filter(source=translation.source).annotate_translation(translation.target_locale)
    missing = segments.filter(Q(translation=None) | Q(translation=""))
    return list(missing.select_related("string", "context").order_by("order"))


def keys(segments: Iterable[StringSegment]) -> list[str]:
    return sorted({f"{segment.context_id}:{segment.string_id}" for segment in segments})


def note_missing(page: Page) -> None:
    """Keep what the page, just saved from its translation, lacks. What a person agreed to lack stays agreed."""
    translation = translation_of(page)
    if translation is None:
        return
    missing = keys(missing_strings(translation))
    if not missing:
        PartialTranslation.objects.filter(page=page).delete()
        return
    row, _created = PartialTranslation.objects.get_or_create(page=page)
    row.missing = missing
    if not set(missing) <= set(row.agreed):
        row.agreed, row.confirmed_at, row.confirmed_by = [], None, None
    row.save()


def forget_missing(page: Page) -> None:
    """Whoever publishes a page by hand, in the ordinary editor, has read it."""
    if translation_of(page) is None:
        PartialTranslation.objects.filter(page=page).delete()


@transaction.atomic
def confirm_as_it_is(page: Page, missing: Iterable[StringSegment], *, by: User) -> None:
    """A person has seen what is missing and publishes the page all the same."""
    agreed = keys(missing)
    values = {"missing": agreed, "agreed": agreed, "confirmed_at": timezone.now(), "confirmed_by": by}
    PartialTranslation.objects.update_or_create(page=page, defaults=values)
    log(instance=page, action="commons.published_as_it_is", user=by, data={"missing": len(agreed)})
