"""Rows in bulk on a site with the demo, the same on every run: python -m tests.benchmarks.content '{"posts": 20}'.

Prints the addresses at which they are shown.
"""

import json
import random
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402  after setup, as everything below
from django.db.models import Count, OuterRef, Subquery  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.translation import override  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.accounts.domain import participants  # noqa: E402
from cms.accounts.enums import ParticipantKind  # noqa: E402
from cms.accounts.models import Participant, User  # noqa: E402
from cms.intake.markup import render  # noqa: E402
from cms.resources.models import ResourceLanguage, ResourcePage  # noqa: E402
from cms.summit.models import SessionPage  # noqa: E402
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic  # noqa: E402
from feedback.domain import priority  # noqa: E402
from feedback.enums import FINDINGS, NeedKind, SignalKind, Status  # noqa: E402
from feedback.models import Need, Signal, Subscription  # noqa: E402
from forums.domain import posting  # noqa: E402
from forums.forum.models import Forum  # noqa: E402
from forums.forum_conversation.models import Post  # noqa: E402
from forums.forum_conversation.models import Topic as ForumTopic  # noqa: E402
from search.tasks import update_index  # noqa: E402
from tests.benchmarks.corpus import vocabulary  # noqa: E402
from tests.factories.pages import grow  # noqa: E402

SAID_ONCE = (SignalKind.FORUM_POST, SignalKind.COMMENT, *FINDINGS)  # by its part, in the whole database
BATCH = 500
TEXTS = 20  # different ones; rendering each of thousands would be the longest part of a run


def texts(words: int = 60) -> list[str]:
    """Two paragraphs, a list and a link each, as people write them."""
    rng, known = random.Random(2026), vocabulary("en")[:2000]
    said = [" ".join(rng.choices(known, k=words)) for _ in range(TEXTS)]
    return [
        f"{one}.\n\n- {one[:40]}\n- {one[40:80]}\n\n**{one[:20]}** [there](https://example.org/) {one}." for one in said
    ]


def start_topic(forum: Forum, subject: str) -> ForumTopic:
    author = User.objects.earliest("pk")
    return posting.start_topic(forum, author, subject=subject, content=texts()[0], language="en", approved=True).topic


def add_posts(topic: ForumTopic, number: int) -> None:
    """Replies by everyone in turn; they are nobody's news."""
    authors = cycle(User.objects.order_by("pk"))
    rendered = cycle([(text, render(text)) for text in texts()])
    rows = [_post(topic, next(authors), *next(rendered)) for _ in range(number)]
    Post.objects.bulk_create(rows, batch_size=BATCH)
    topic.update_trackers()


def _post(topic: ForumTopic, author: User, text: str, html: str) -> Post:
    post = Post(topic=topic, poster=author, subject=topic.subject, content=text, language="en")
    post._content_rendered, post.approved, post.announced_at = html, True, timezone.now()
    return post


def add_topics(forum: Forum, number: int) -> None:
    """Topics of one post each."""
    authors = list(User.objects.order_by("pk"))
    new = [_topic(forum, step, authors[step % len(authors)]) for step in range(number)]
    topics = ForumTopic.objects.bulk_create(new, batch_size=BATCH)
    text = texts()[0]
    html = render(text)
    Post.objects.bulk_create([_post(topic, topic.poster, text, html) for topic in topics], batch_size=BATCH)
    post = Post.objects.filter(topic=OuterRef("pk"))
    of_post = {"first_post": post.values("pk"), "last_post": post.values("pk"), "last_post_on": post.values("created")}
    fresh = ForumTopic.objects.filter(first_post=None)
    fresh.update(posts_count=1, **{name: Subquery(values[:1]) for name, values in of_post.items()})
    forum.update_trackers()


def _topic(forum: Forum, step: int, author: User) -> ForumTopic:
    topic = ForumTopic(forum=forum, poster=author, subject=f"Question {step}", slug=f"question-{step}", language="en")
    topic.type, topic.status = ForumTopic.TOPIC_POST, ForumTopic.TOPIC_UNLOCKED
    return topic


def add_resources(number: int) -> None:
    """Siblings of the newest resource, with terms and languages of their own."""
    pages = grow(newest(ResourcePage), number)
    for field, term in (("topics", Topic), ("audiences", Audience), ("strategies", Strategy)):
        _sort_into(pages, ResourcePage._meta.get_field(field), list(term.objects.source()))
    languages = [ResourceLanguage(page=page, language="en") for page in pages]
    ResourceLanguage.objects.bulk_create(languages, batch_size=BATCH)


def _sort_into(pages: list[ResourcePage], field: Any, terms: list[Any]) -> None:
    """Each page under two of the terms."""
    through, page_id, term_id = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
    pairs = [(page.pk, terms[(step + more) % len(terms)].pk) for step, page in enumerate(pages) for more in (0, 1)]
    through.objects.bulk_create([through(**{page_id: page, term_id: term}) for page, term in pairs], batch_size=BATCH)


def add_needs(number: int) -> None:
    """In every status, from every region, by people and by visitors, with two to four signals each."""
    topics, regions = list(Topic.objects.source()), list(RegionalCenter.objects.source())
    statuses, kinds = [status for status in Status if status != Status.MERGED], list(NeedKind)
    needs = Need.objects.bulk_create(
        [
            Need(
                title=f"Guide number {step} for councils",
                language="es" if step % 3 == 0 else "en",
                kind=kinds[step % len(kinds)],
                status=statuses[step % len(statuses)],
                topic=topics[step % len(topics)],
                region=regions[step % len(regions)],
            )
            for step in range(number)
        ],
        batch_size=BATCH,
    )
    said = list(_signals(needs))
    Signal.objects.bulk_create(said, batch_size=BATCH)
    asked = {(signal.need_id, signal.participant_id): signal for signal in said}.values()
    rows = [Subscription(participant=one.participant, need=one.need, origin=one.need) for one in asked]
    Subscription.objects.bulk_create(rows, batch_size=BATCH)
    while batch := needs[:BATCH]:
        priority.refresh(batch)
        needs = needs[BATCH:]


def _signals(needs: list[Need]) -> Iterator[Signal]:
    people = [participants.of_user(user) for user in User.objects.order_by("pk")]
    receipts = [Participant(kind=ParticipantKind.RECEIPT) for _ in needs]
    voices = cycle([*people, *Participant.objects.bulk_create(receipts, batch_size=BATCH)])
    kinds, rng, known = cycle(SignalKind), random.Random(2026), vocabulary("en")[:2000]
    for step, need in enumerate(needs):
        for voice in islice(voices, step % 3 + 2):
            kind = next(kinds)
            yield Signal(
                kind=kind,
                language=need.language,
                part=f"{need.pk}:{voice.pk}" if kind in SAID_ONCE else "",
                text=f"We need guide {step}, {' '.join(rng.choices(known, k=30))}.",
                participant=voice,
                region=need.region,
                weight=kind.weight,
                need=need,
                origin=need,
            )


def newest(model: type[Page]) -> Page:
    return model.objects.live().filter(locale__language_code="en").order_by("-pk").first()


def busiest() -> User:
    """Who wrote so much that the first page of it is full, few posts or many."""
    return User.objects.annotate(written=Count("posts")).latest("written", "pk")


@transaction.atomic
def make(*, posts: int, topics: int = 0, resources: int = 0, needs: int = 0) -> dict[str, str]:
    """As many as are wanted in all, what the demo has included; the addresses of what shows them."""
    shown = newest(ResourcePage)
    forum = Forum.objects.get(key="peer-learning")
    if (missing := topics - forum.topics.count()) > 0:
        add_topics(forum, missing)
    topic = start_topic(forum, "How do you begin a council?")
    add_posts(topic, posts - topic.posts.count())
    if (missing := resources - ResourcePage.objects.live().filter(locale__language_code="en").count()) > 0:
        add_resources(missing)
    if (missing := needs - Need.objects.count()) > 0:
        add_needs(missing)
    return addresses(shown, forum, topic)


def addresses(resource: ResourcePage, forum: Forum, topic: ForumTopic) -> dict[str, str]:
    with override("en"):
        catalog, queue = resource.get_parent().url, reverse("wagtailsnippets_feedback_need:list")
        return {
            "home": "/en/",
            "catalog": catalog,
            "catalog narrowed": f"{catalog}?topic={resource.topics.first().slug}",
            "resource": resource.url,
            "session": newest(SessionPage).url,
            "forum index": reverse("forum:index"),
            "forum": forum.get_absolute_url(),
            "topic": topic.get_absolute_url(),
            "last page of the topic": f"{topic.get_absolute_url()}?page=last",
            "messages of a person": reverse("forum_member:user_posts", args=[busiest().pk]),
            "new for you": reverse("forum_tracking:unread_topics"),
            "following": reverse("forum_member:user_subscriptions"),
            "search": f"{reverse('search')}?q=family",
            "queue": queue,
            "queue by words": f"{queue}?q=guide+need",
            "queue by source": f"{queue}?source=low_rating&source=forum_post&source=vote&source=comment",
            "machina forum index": "/",
            "machina forum": f"/forum/{forum.slug}-{forum.pk}/",
            "machina topic": f"/forum/{forum.slug}-{forum.pk}/topic/{topic.slug}-{topic.pk}/",
        }


if __name__ == "__main__":
    made = make(**json.loads(sys.argv[1]))
    update_index()
    print(json.dumps(made))
