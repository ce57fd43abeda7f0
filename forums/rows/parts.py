"""What a list shows of each of its rows, worked out once, so that its template only puts it in place.

A template that asks every row for each of its parts, by tags and templates of their own, takes three times as long.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from cms.core.templatetags.commons import initials, tone

from ..forum_conversation.models import Post, Topic

Row = dict[str, Any]


def avatar(name: str) -> SafeString:
    return _avatar(initials(name), tone(name))


@lru_cache(maxsize=1000)
def _avatar(letters: str, colour: str) -> SafeString:
    return format_html('<span class="avatar is-{}" aria-hidden="true">{}</span>', colour, letters)


def moment(when: datetime, kind: str) -> SafeString:
    """For machines and for people."""
    return _moment(when, kind, get_language())


@lru_cache(maxsize=5000)
def _moment(when: datetime, kind: str, language: str | None) -> SafeString:
    """The same moments are shown again and again: to write one out takes as long as the rest of its row."""
    local = localtime(when)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, kind))


def language_badges(rows: Iterable[Post | Topic]) -> dict[str, SafeString]:
    """For each language in the list that is not the page's."""
    others = {row.language for row in rows} - {get_language()}
    return {code: render_to_string("components/language_badge.html", {"language": code}) for code in others}
