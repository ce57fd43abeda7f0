"""Keeping the meaning of rows as new as the rows."""

import hashlib
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..encoder import encoder
from ..models import Meaning
from ..registry import Source, Text
from ..terms import Said, terms
from ..vectors import vectors_of

BATCH = 100
LONGEST = 600  # characters; what a text is about is said early
MOST_TERMS = 40


def encode_due(source: Source) -> bool:
    """A batch of rows whose meaning is missing or old; whether there are more."""
    keys = list(_due(source).order_by("pk").values_list("pk", flat=True)[:BATCH])
    encode(source, keys)
    return len(keys) == BATCH


def encode(source: Source, keys: Sequence[int]) -> None:
    """Reading and reckoning come first, so that writing is over quickly."""
    texts = {_digest(text): text for text in source.texts(keys)}
    known = Meaning.objects.filter(kind=source.kind, key__in=keys, digest__in=texts)
    same = {meaning.digest: meaning for meaning in known}
    for digest, meaning in same.items():
        meaning.changed_at = texts[digest].changed_at
    made = _made(source.kind, {digest: text for digest, text in texts.items() if digest not in same})
    with transaction.atomic():
        Meaning.objects.bulk_update(same.values(), ["changed_at"])
        Meaning.objects.filter(kind=source.kind, key__in=keys).exclude(digest__in=same).delete()
        Meaning.objects.bulk_create(made, ignore_conflicts=True)  # another worker was faster


def follow_up_due(source: Source) -> bool:
    """What the source does with a batch of new meanings; whether there are more."""
    new = Meaning.objects.filter(kind=source.kind, followed_up=False).order_by("pk")
    found = dict(new.values_list("pk", "key")[:BATCH])
    if found:
        source.follow_up(list(found.values()))
        Meaning.objects.filter(pk__in=found).update(followed_up=True)
    return len(found) == BATCH


def compare(source: Source) -> None:
    """Everything, for what changed without saying so, and for what is gone."""
    rows = source.rows().order_by("pk")
    Meaning.objects.filter(kind=source.kind).exclude(key__in=rows.order_by().values("pk")).delete()
    if source.tells_all:
        return
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        encode(source, keys[start : start + BATCH])


def forget(kind: str, keys: Collection[int]) -> None:
    """At once, for what must not be found by what it said before."""
    Meaning.objects.filter(kind=kind, key__in=keys).delete()


def _due(source: Source) -> QuerySet:
    """Those without a meaning of what they are now, made by the encoder of now if there is one."""
    as_it_is = Q(kind=source.kind, key=OuterRef("pk"), changed_at=OuterRef(source.changed_field))
    if encoder.name:
        as_it_is &= Q(encoder=encoder.name)
    return source.rows().filter(~Exists(Meaning.objects.filter(as_it_is)))


def _digest(text: Text) -> str:
    said = repr((text.key, text.parts, encoder.name)) + text.place
    return hashlib.sha256(said.encode()).hexdigest()


def _made(kind: str, texts: dict[str, Text]) -> list[Meaning]:
    said = [(text.text[:LONGEST], _first_terms(text)) for text in texts.values()]
    vectors = [Meaning.packed(vector) for vector in vectors_of(said)] if encoder.name else [None] * len(said)
    return [
        Meaning(
            kind=kind,
            key=text.key,
            place=text.place,
            language=text.language,
            digest=digest,
            terms=found,
            vector=vector,
            encoder=encoder.name,
            changed_at=text.changed_at,
        )
        for (digest, text), (_, found), vector in zip(texts.items(), said, vectors, strict=True)
    ]


def _first_terms(text: Text) -> dict[str, Said]:
    found: dict[str, Said] = {}
    left = LONGEST
    for language, part in text.parts:
        found = terms(part[:left], language) | found  # as it was said first
        left = max(left - len(part), 0)
    return dict(list(found.items())[:MOST_TERMS])
