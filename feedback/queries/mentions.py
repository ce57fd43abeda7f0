"""Members who are named in notes. A note keeps their numbers, so that it says a name of today, or that of nobody."""

import re
from collections.abc import Iterable

from cms.accounts.models import User

MENTION = re.compile(r"(?<![\w@])@\[(\d{1,18})\]")


def without_names(note: str) -> str:
    """For whoever wrote it: the names are those of others."""
    return MENTION.sub("@…", note)


def mentioned_in(notes: Iterable[str]) -> dict[int, str]:
    """Their names by number, in one query; whoever was erased is missing."""
    numbers = {int(number) for note in notes for number in MENTION.findall(note)}
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "display_name")) if numbers else {}
