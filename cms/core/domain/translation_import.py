"""Handing a translation that was written elsewhere to the translation editor."""

import json

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component

Pair = tuple[StringSegmentValue, StringSegmentValue]


@transaction.atomic
def import_translation(page: Page, translated: Page) -> bool:
    """Pair the strings of both pages one by one; False, and nothing done, when their structures differ."""
    pairs = paired(page, translated)
    if pairs is None:
        return False
    source, _created = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.get_or_create(source=source, target_locale=translated.locale)
    rows = {
        (row.context.path, row.string.data): row for row in source.stringsegment_set.select_related("string", "context")
    }
    StringTranslation.objects.bulk_create(
        [_translation(rows[(ours.path, ours.string.data)], theirs, translated.locale) for ours, theirs in pairs],
        ignore_conflicts=True,
    )
    _override_links(source, pairs, translated.locale)
    return True


def paired(page: Page, translated: Page) -> list[Pair] | None:
    ours, theirs = strings(page), strings(translated)
    if [_field(each) for each in ours] != [_field(each) for each in theirs]:
        return None
    return list(zip(ours, theirs, strict=True))


def strings(page: Page) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]


def _field(segment: StringSegmentValue) -> str:
    """Blocks of a body have other ids in each page; the field is the same."""
    return segment.path.partition(".")[0]


def _translation(row: StringSegment, segment: StringSegmentValue, locale: Locale) -> StringTranslation:
    return StringTranslation(
        translation_of=row.string,
        context=row.context,
        locale=locale,
        data=segment.string.data,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def _override_links(source: TranslationSource, pairs: list[Pair], locale: Locale) -> None:
    """A link may lead to another address in the other language."""
    contexts = {row.context.path: row.context for row in source.overridablesegment_set.select_related("context")}
    for ours, theirs in pairs:
        for tag, attributes in (ours.attrs or {}).items():
            href, other = attributes.get("href"), (theirs.attrs or {}).get(tag, {}).get("href")
            context = contexts.get(f"{ours.path}.{quote_path_component(href)}") if href else None
            if context and other and other != href:
                SegmentOverride.objects.get_or_create(
                    locale=locale, context=context, defaults={"data_json": json.dumps(other)}
                )
