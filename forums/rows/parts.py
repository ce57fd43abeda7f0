"""What a list shows of each of its rows, worked out once, so that its template only puts it in place.

A template that asks every row for each of its parts, by tags and templates of their own, takes three times as long.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..forum_conversation.models import Post, Topic

Row = dict[str, Any]


def writer(written: Post | Topic) -> str:
    """The display name of who wrote it, also after they left."""
    return written.poster.display_name if written.poster else _("Former member")


def moment(when: datetime, kind: str) -> tuple[str, str]:
    """For machines and for people."""
    local = localtime(when)
    return local.isoformat(), _written(local.replace(second=0, microsecond=0), kind, get_language())


@lru_cache(maxsize=5000)
def _written(minute: datetime, kind: str, language: str | None) -> str:
    """Lists show the same moments again and again: to write one out takes as long as the rest of its row."""
    return date_format(minute, kind)


def language_badges(rows: Iterable[Post | Topic]) -> dict[str, SafeString]:
    """For each language in the list that is not the page's."""
    others = {row.language for row in rows} - {get_language()}
    return {code: render_to_string("forums/language_badge.html", {"language": code}) for code in others}
