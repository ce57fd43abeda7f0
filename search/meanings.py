"""What entries mean, so that they are found without their words: title with summary, and each passage of the body."""

import re
from collections.abc import Collection, Iterator

from cms.meaning.registry import Source, Text, register
from search.models import SearchEntry

KIND = "entry"
LENGTH = 300  # characters of a passage, about: it ends with a sentence
MOST = 20  # passages of one entry
_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s)|\s·(?=\s)|$)\s*", re.DOTALL)


@register
class EntrySource(Source):
    """Entries hold nothing but what is public; those that go, or read differently, take their meanings along."""

    kind = KIND
    model = SearchEntry
    changed_field = "described_at"
    tells_all = True
    shared = True

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        columns = ["pk", "language", "title", "summary", "body", "passages", "described_at"]
        for entry in SearchEntry.objects.filter(pk__in=keys).only(*columns):
            parts = [(entry.language, text) for text in (entry.title, entry.summary) if text]
            yield Text(entry.pk, parts, entry.described_at)
            for begin, text in passages(entry.body, [start for start, _url in entry.passages]):
                yield Text(entry.pk, [(entry.language, text)], entry.described_at, str(begin))


def passages(body: str, begins: Collection[int] = ()) -> list[tuple[int, str]]:
    """Where each begins, and its text. None goes over one of the places where something new `begins`."""
    found: list[tuple[int, str]] = []
    start = end = 0
    for sentence in _SENTENCE.finditer(body):
        is_new = any(start < begin <= sentence.start() for begin in begins)
        if end > start and (is_new or sentence.end() - start > LENGTH):
            found.append((start, body[start:end].strip()))
            start = end
        end = sentence.end()
    found.append((start, body[start:end].strip()))
    return [(begin, text[: LENGTH * 2]) for begin, text in found if text][:MOST]
