"""Two worlds that differ in their secrets alone look the same to everyone, byte by byte.

A world is made with all its things, public and secret; what nobody may see then goes out of one of the two, and stays
in the other as the secret that it is: from its beginning, or only since a moment ago, when no worker has run yet. Keys
are the same in both. HYPOTHESIS_PROFILE=long looks at hundreds of worlds.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from difflib import unified_diff
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.meaning.encoder import encoder
from cms.meaning.queries import nearest
from cms.meaning.queries.copies import path_of
from cms.meaning.tasks import encode_due
from feedback.domain import hiding
from feedback.enums import Status
from forums.domain import posting
from forums.forum_conversation.models import Post, Topic
from search import related
from search.domain import changes
from search.domain import logging as search_log
from search.domain.logging import Searched
from search.meanings import KIND
from search.models import LoggedSearch, SearchWeek
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.forums import PostFactory, TopicFactory, forum
from tests.factories.pages import FAQPageFactory, ResourcePageFactory, StandardPageFactory, text, translate
from tests.factories.taxonomy import TopicFactory as TermFactory
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db

WORDS = ["garden", "budget", "attendance", "huerto", "presupuesto"]
SECRET = "xylophone"  # which only secrets say
ASKED = [*WORDS, SECRET, "xylophon", "gardn", "xyl", f"{SECRET} garden", f"garden -{SECRET}", f'"{SECRET} budget"']
NARROWED = [{}, {"kind": "resource"}, {"kind": "topic"}, {"topic": "health"}, {"language": "es"}, {"sort": "date"}]
TYPED = ["/en/search/suggestions/", "/es/buscar/opciones/", "/en/suggest/alike/", "/es/sugerir/parecidas/"]
# What differs from one answer to the next whatever there is: tokens of forms.
RANDOM = re.compile(rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"')


@dataclass(frozen=True)
class Secret:
    """What is made for everyone by title and text, how it becomes a secret, and how it goes without a trace. Without
    `remove` it stays, and only what it had not before is a secret. What it is part of, and everyone may find, is not
    found from the moment in which it becomes a secret until a worker has looked."""

    make: Callable[[str, str], Any]
    hide: Callable[[Any], Any] = lambda thing: None
    remove: Callable[[Any], Any] = lambda thing: None
    part_of: Callable[[], tuple[str, int]] | None = None  # kind and key


def resource(title, words):
    return ResourcePageFactory(title=title, summary=words, body=text(f"<p>{words}</p>"), topics=[health()])


def standard_page(title, words):
    return StandardPageFactory(title=title, summary=words, body=text(f"<p>{words}</p>"))


def questions(title, words):
    asked = {"title": title, "items": [{"question": f"What of {words}?", "answer": f"<p>{words}</p>"}]}
    return FAQPageFactory(title=title, groups=[("group", asked)])


def in_both_languages(title, words):
    return translate(resource(title, words), title=f"{title} es", summary=words)


def topic(title, words):
    return TopicFactory(subject=title, content=words, poster=author())


def reply(title, words):
    return PostFactory(topic=public_topic(), content=f"{title} {words}", poster=author())


def need(title, words):
    return make_need(Status.PLANNED, title=title, body=words)


def health():
    return TermFactory._meta.model.objects.filter(slug="health").first() or TermFactory(name="Health", slug="health")


def author():
    return UserFactory._meta.model.objects.filter(display_name="Sol").first() or UserFactory(display_name="Sol")


def public_topic():
    found = Topic.objects.filter(subject="A place to talk").first()
    return found or TopicFactory(subject="A place to talk", poster=author())


def unpublish(page):
    page.unpublish()


def close(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def move_below_a_closed_page(page):
    closed = StandardPageFactory(title=f"{SECRET} for members")
    close(closed)
    Page.objects.get(pk=page.pk).move(closed, "last-child")


def document(title, words):
    collection = Collection.get_first_root_node().add_child(name=title)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=PageViewRestriction.LOGIN)
    return Document.objects.create(title=title, file=ContentFile(words.encode(), "x.txt"), collection=collection)


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.unpublish()


def edit(page):
    page.title = page.summary = f"{SECRET} in a draft"
    page.save_revision()


def begin_translation(page):
    translate(page, publish=False, title=f"{SECRET} aún no", summary=SECRET)


def disapprove(post):
    post.approved = False
    post.save()


def move_to_members(topic):
    topic.forum = forum("rtac-community-of-practice")
    topic.save()


def hide_need(need):
    hiding.hide(need, by=UserFactory(working_group=True), note="Private")


def unlist(need):
    need.status = Status.RECEIVED
    need.save()


def delete(thing):
    thing.delete()


def delete_need(need):
    suggestion = need.signals.get().suggestion
    need.delete()
    suggestion.delete()


def searches(title, words):
    """What others looked for is nobody's business."""
    search_log.write([Searched((title.lower(), "en"), "visitor", found=9)] * 9)


def forget_searches(thing):
    LoggedSearch.objects.all().delete()
    SearchWeek.objects.all().delete()


PUBLIC = [resource, standard_page, questions, in_both_languages, topic, reply, need]
SECRETS = {
    "unpublished resource": Secret(resource, unpublish, delete),
    "expired resource": Secret(resource, expire, delete),
    "closed resource": Secret(resource, close, delete),
    "closed page": Secret(standard_page, close, delete),
    "page below a closed one": Secret(standard_page, move_below_a_closed_page, delete),
    "closed document": Secret(document, remove=delete),
    "closed questions": Secret(questions, close, delete),
    "unpublished questions": Secret(questions, unpublish, delete),
    "edited resource": Secret(resource, edit),
    "translation begun": Secret(resource, begin_translation),
    "unpublished translation": Secret(in_both_languages, unpublish, delete),
    "topic that waits": Secret(topic, lambda topic: disapprove(topic.first_post), delete),
    "topic for members": Secret(topic, move_to_members, delete),
    "reply that waits": Secret(reply, disapprove, posting.delete, lambda: ("topic", public_topic().pk)),
    "hidden need": Secret(need, hide_need, delete_need),
    "received need": Secret(need, unlist, delete_need),
    "searches": Secret(searches, remove=forget_searches),
}
said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
things = st.lists(st.tuples(st.sampled_from(PUBLIC), said), min_size=1, max_size=4)
secrets = st.lists(st.tuples(st.sampled_from(sorted(SECRETS)), said, st.booleans()), min_size=1, max_size=3)
questions_asked = st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from(NARROWED)), min_size=3, max_size=5)


@pytest.fixture(autouse=True)
def all_is_near(monkeypatch):
    monkeypatch.setattr(related, "LEAST", -1)
    monkeypatch.setattr(related, "MOST", 100)


@pytest.fixture(autouse=True)
def by_meaning_too(settings):
    settings.MEANING_IN_REQUESTS = True
    encoder.encode([""])


@pytest.fixture(autouse=True)
def still():
    with time_machine.travel("2026-11-27 20:00Z", tick=False):
        yield


@settings(phases=[Phase.generate])  # to make a world smaller takes minutes, and it is small
@given(things, secrets, questions_asked)
def test_secrets_change_no_byte_of_what_everyone_sees(public, secret, asked):
    with undone():
        made = [make(f"Item {number} {words}", words) for number, (make, words) in enumerate(public)]
        late, early = made_secrets(secret)
        hide(early)
        work()
        addresses = [*asked_at(asked), *addresses_of(made)]
        with undone():
            for each, thing in [*early, *late]:
                each.remove(fresh(thing))
            work()
            without = answers(addresses)
            meanwhile = answers(addresses) if note_what_is_touched(late) else without
        encode()
        hide(late)
        # How rare a word is, a worker counts: until it has, the order may be another one, but of the same results.
        assert_same(answers(addresses), meanwhile, in_order=not late)
        if late:
            work()
            assert_same(answers(addresses), without)


def made_secrets(secret):
    """Those that become one just now, and those that are from the beginning."""
    made = {True: [], False: []}
    for number, (name, words, is_late) in enumerate(secret):
        thing = SECRETS[name].make(f"{SECRET} {number} {words}", f"{SECRET} {words}")
        made[is_late].append((SECRETS[name], thing))
    return made[True], made[False]


def hide(secrets):
    for each, thing in secrets:
        each.hide(fresh(thing))


def note_what_is_touched(secrets):
    touched = {each.part_of() for each, _thing in secrets if each.part_of}
    for kind, key in touched:
        changes.note(kind, [key])
    return touched


def fresh(thing):
    """As it is in the database: what was taken back there was not taken back in an object."""
    return thing and type(thing)._default_manager.get(pk=thing.pk)


def work():
    """All that workers do."""
    run_waiting()
    encode()


def encode():
    """The file of another world may have its numbers, so it is made from the rows alone."""
    for kind in (KIND, *related.MODELS):
        path_of(kind).unlink(missing_ok=True)
    encode_due()


@contextmanager
def undone():
    with transaction.atomic():
        before = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(before)
            forget()


def forget():
    """What processes keep in mind of rows that the end of a transaction took back."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    nearest._copies.clear()
    nearest._mapped.clear()


def asked_at(asked):
    for language in ("en", "es"):
        with override(language):
            for words, narrowed in asked:
                yield f"{reverse('search')}?{urlencode({'q': words} | narrowed)}"
                yield f"{reverse('search_suggestions')}?{urlencode({'q': words})}"
                yield f"{reverse('suggest_alike')}?{urlencode({'title': words})}"


def addresses_of(made):
    yield from ("/sitemap.xml", "/en/", "/en/resources/", "/es/")
    for language in ("en", "es"):
        with override(language):
            yield from (reverse(name) for name in ("needs", "needs_feed", "forum:index", "forum_feeds:latest_topics"))
            yield reverse("forum:forum", args=[forum().slug, forum().pk])
            yield reverse("forum_member:profile", args=[author().pk])
            yield reverse("forum_member:user_posts", args=[author().pk])
    for thing in made:
        yield thing.url if isinstance(thing, Page) else page_of(thing).get_absolute_url()


def page_of(thing):
    return thing.topic if isinstance(thing, Post) else thing


def answer(visitor, address):
    """What is looked for while somebody types is sent, not asked for."""
    path, _mark, query = address.partition("?")
    if path in TYPED:
        response = visitor.post(path, QueryDict(query).dict())
        assert response.status_code == 200
        return response
    return visitor.get(address)


def answers(addresses):
    forget()
    found, visitor = {}, Client()
    for address in addresses:
        response = answer(visitor, address)
        found[address] = b"%d %s" % (response.status_code, RANDOM.sub(b"", response.content))
        parts = re.findall(rb"<loc>[^<]*(/sitemap-[^<]*)</loc>", response.content)
        found |= {part.decode(): visitor.get(part.decode()).content for part in parts}
    return found


def assert_same(found, expected, in_order=True):
    assert found.keys() == expected.keys()
    for address, page in found.items():
        lines = [text.decode().split("\n") for text in (expected[address], page)]
        if not in_order and "?q=" in address:
            lines = [sorted(each) for each in lines]
        difference = list(unified_diff(*lines, lineterm="", n=0))
        assert not difference, f"{address}\n" + "\n".join(difference)
