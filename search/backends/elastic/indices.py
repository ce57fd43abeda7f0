"""The indices on the server. Readers ask behind one alias, and writers write to every index behind another, so that a
new one can be filled while the old one answers, and misses nothing meanwhile."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from elasticsearch import NotFoundError
from elasticsearch.dsl import Index

from cms.meaning.stopwords import STOPWORDS
from cms.meaning.words import OWN_STEMS
from search.backends.elastic.client import get_client
from search.backends.elastic.documents import BLOCK, EntryDocument

SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "-1",  # whoever writes refreshes: what the clock says is known is found
    "gc_deletes": "1h",  # how long a late write cannot bring back what is gone
}


def read_alias() -> str:
    """Of today's shape: after an update nobody asks an index of another one, which would find nothing."""
    return f"{settings.ELASTICSEARCH_INDEX}-read-{shape()}"


def write_alias() -> str:
    return f"{settings.ELASTICSEARCH_INDEX}-write"


def own_alias(index: str) -> str:
    """To write by: to a name that is no alias any more nothing is written, rather than making a new index of it."""
    return f"{index}-own"


def written() -> dict[str, str]:
    """The indices to write to, each with the shape it was made in."""
    try:
        found = get_client().indices.get_mapping(index=write_alias())
    except NotFoundError:
        return {}
    return {name: each["mappings"].get("_meta", {}).get("shape", "") for name, each in found.items()}


def answering() -> set[str]:
    try:
        return set(get_client().indices.get_alias(name=read_alias()))
    except NotFoundError:
        return set()


def create() -> str:
    """A new index, written to from now on."""
    name = f"{settings.ELASTICSEARCH_INDEX}-{uuid4().hex[:12]}"
    made = _made()
    mappings = made["mappings"] | {"_meta": {"shape": shape()}}
    aliases = {write_alias(): {}, own_alias(name): {}}
    get_client().indices.create(index=name, settings=made["settings"], mappings=mappings, aliases=aliases)
    return name


def answer_with(name: str) -> None:
    """In one step this index answers, and all others go."""
    client = get_client()
    others = {*written(), *answering()} - {name}
    actions = [{"remove_index": {"index": index}} for index in sorted(others)]
    client.indices.update_aliases(actions=[*actions, {"add": {"index": name, "alias": read_alias()}}])


def remove(names: Iterable[str]) -> None:
    for name in names:
        get_client().indices.delete(index=name, ignore_unavailable=True)


def refresh(name: str) -> None:
    get_client().indices.refresh(index=name)


@cache
def shape() -> str:
    """Of the documents and how words are stemmed: an index of another one is made anew."""
    written_here = [BLOCK, OWN_STEMS, {language: sorted(words) for language, words in STOPWORDS.items()}]
    return hashlib.sha256(json.dumps([_made(), *written_here], sort_keys=True).encode()).hexdigest()[:12]


def _made() -> dict[str, Any]:
    index = Index("entries")
    index.document(EntryDocument)
    index.settings(**SETTINGS)
    return index.to_dict()
