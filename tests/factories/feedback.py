"""Suggestions, comments and needs, made by the domain functions, so that they are as they would be."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from feedback.domain import comments, merging, moves, pages, suggestions
from feedback.enums import NeedKind, Status
from feedback.models import Comment, Offer, Suggestion
from feedback.queries.needs import need_of

from .accounts import UserFactory
from .pages import ResourcePageFactory

ASKED = datetime(2026, 9, 14, 9, tzinfo=UTC)


class SuggestionFactory(DjangoModelFactory):
    """Comes with its signal, its need and its subscription. Anonymous unless it has an author."""

    class Meta:
        model = Suggestion

    class Params:
        spanish = factory.Trait(language="es", title="Una guía para los consejos asesores")

    title = factory.Sequence(lambda n: f"A guide for advisory councils {n}")
    body = "Our council starts in January."
    language = "en"
    kind = NeedKind.NEW_RESOURCE
    at = ASKED

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        known = {name: kwargs.pop(name) for name in ("author", "email", "at") if name in kwargs}
        return suggestions.suggest(suggestions.Wish(**kwargs), **known)


WAYS = {
    Status.RECEIVED: [],
    Status.UNDER_REVIEW: [Status.UNDER_REVIEW],
    Status.NEEDS_INPUT: [Status.UNDER_REVIEW, Status.NEEDS_INPUT],
    Status.PLANNED: [Status.UNDER_REVIEW, Status.PLANNED],
    Status.IN_PROGRESS: [Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS],
    Status.DECLINED: [Status.DECLINED],
}
BOTH = {"en": "This is why.", "es": "Este es el motivo."}


def make_need(status=Status.RECEIVED, *, by=None, **suggestion):
    """A need that went the allowed way to this status."""
    need = need_of(SuggestionFactory(**suggestion))
    for step in WAYS[status]:
        need = moves.move(need, step, by=by, reason=BOTH)
    return need


def make_merged_need(into=None, **suggestion):
    return merging.merge(make_need(**suggestion), into or make_need(), by=None)


def make_offered_need(status=Status.PLANNED):
    """Something offered, with a draft that its giver has not seen."""
    need = make_need(status, kind=NeedKind.OFFER)
    suggestion = need.signals.get().suggestion
    Offer.objects.create(suggestion=suggestion, maker="Room 12", license="cc-by", people="nobody", credit="nobody")
    return pages.link_page(need, ResourcePageFactory(draft=True), by=None)


def make_published_need(page, *, by=None, **suggestion):
    return pages.link_page(make_need(**suggestion), page, by=by)


class CommentFactory(DjangoModelFactory):
    """Written by somebody below a resource, or in answer to a comment (`reply_to`)."""

    class Meta:
        model = Comment

    content = factory.Sequence(lambda n: f"We tried it in grade {n}.")
    language = "en"
    author = factory.SubFactory(UserFactory)
    reply_to = None
    page = None

    @classmethod
    def _create(cls, model_class, *args, author, reply_to, page, **kwargs):
        work = reply_to.work if reply_to else (page or ResourcePageFactory()).work
        return comments.write(work, author, reply_to=reply_to, **kwargs)
