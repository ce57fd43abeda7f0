"""The queue, the board and what is written, on this database: python -m tests.benchmarks.circle_here [needs]"""

import os
import statistics
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.conf import settings  # noqa: E402  after setup, as everything below
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.translation import override  # noqa: E402

from cms.accounts.models import User  # noqa: E402
from cms.core.models import Work  # noqa: E402
from feedback.domain import ratings  # noqa: E402
from feedback.models import Need, Rating, Signal  # noqa: E402
from tests.benchmarks.content import add_needs  # noqa: E402
from tests.benchmarks.databases import own_database  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.forums import PostFactory, TopicFactory  # noqa: E402
from tests.factories.pages import ResourcePageFactory  # noqa: E402
from tests.factories.taxonomy import RegionalCenterFactory  # noqa: E402
from tests.factories.taxonomy import TopicFactory as TermFactory  # noqa: E402

FEW = 100  # needs, beside which the queries of many are counted
REPEAT = 20
MOST_MS = 300  # for the list of the queue, most of the time
RATERS, AT_ONCE = 200, 50  # PostgreSQL takes 100 connections
POSTS = 20


def main(number: int) -> None:
    with own_database():
        call_command("setup_commons", verbosity=0)
        RegionalCenterFactory.create_batch(8), TermFactory.create_batch(8)
        people = [UserFactory(working_group=True), *UserFactory.create_batch(RATERS - 1)]
        add_needs(FEW)
        few = {page: queries(client_of(who and people[0]), path) for page, (path, who) in pages().items()}
        add_needs(number - FEW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"\n{connection.vendor}, {Need.objects.count():,} needs, {Signal.objects.count():,} signals\n")
        print(f"{'':<28}{'median ms':>12}{'p95 ms':>12}{'queries':>12}{f'with {FEW}':>12}")
        for page, (path, who) in pages().items():
            report(page, *timed_page(client_of(who and people[0]), path), few[page])
        rate_at_once(people)
        write_posts(people[0])


def pages() -> dict[str, tuple[str, bool]]:
    """Each with its address, and whether a member of the Working Group asks."""
    queue, need = reverse("wagtailsnippets_feedback_need:list"), Need.objects.latest("signals__pk")
    with override("en"):
        board = reverse("needs")
    return {
        "queue": (queue, True),
        "queue by source": (f"{queue}?source=low_rating&source=forum_post", True),
        "queue by words": (f"{queue}?q=guide+need", True),
        "last page of the queue": (f"{queue}?p=9999", True),
        "screen of a need": (reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]), True),
        "board": (board, False),
        "board narrowed": (f"{board}?status=under-way&language=es&sort=people", False),
        "board by words": (f"{board}?q=guide+councils", False),
    }


def client_of(user: User | None) -> Client:
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return client


def queries(client: Client, path: str) -> int:
    for _ in range(2):
        client.get(path)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(found)


def timed_page(client: Client, path: str) -> tuple[list[float], int]:
    asked = queries(client, path)
    return [timed(lambda: client.get(path)) for _ in range(REPEAT)], asked


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def report(page: str, times: list[float], many: int, few: int) -> None:
    times = sorted(times)
    median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    wrong = " NOT MET: more queries" if many > few else ""
    if page == "queue":
        wrong += f" goal {MOST_MS} ms: {'met' if median <= MOST_MS else 'NOT MET'}"
    print(f"{page:<28}{median:>12.1f}{p95:>12.1f}{many:>12}{few:>12}{wrong}")


def rate_at_once(people: list[User]) -> None:
    """All begin together; each number of stars is right at the end."""
    work, begin = ResourcePageFactory().work, Barrier(AT_ONCE)

    def rate(numbered: tuple[int, User]) -> float:
        number, person = numbered
        if number < AT_ONCE:
            begin.wait()
        try:
            return timed(
                lambda: ratings.rate(work, person, number % 5 + 1, reason="Too long" if number % 5 < 2 else "")
            )
        finally:
            connection.close()

    start = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        times = sorted(threads.map(rate, enumerate(people)))
    seconds = perf_counter() - start
    kept, need = Work.objects.get(pk=work.pk), Need.objects.get(work=work)
    given = sorted(Rating.objects.filter(work=work).values_list("stars", flat=True))
    wanted = sorted(number % 5 + 1 for number in range(len(people)))
    low = sum(stars <= ratings.LOW for stars in wanted)
    right = (given, kept.rating_count, need.people) == (wanted, len(wanted), low)
    print(f"\n{len(people)} ratings of one page, {AT_ONCE} at once: {seconds:.1f} s, the slowest {times[-1]:,.0f} ms")
    print("each is counted once: " + ("met" if right else f"NOT MET: {len(given)}, {kept.rating_count}, {need.people}"))


def write_posts(person: User) -> None:
    topic = TopicFactory(poster=person)
    for _ in range(POSTS):
        PostFactory(topic=topic, poster=person)
    client, forum = client_of(person), topic.forum
    parts = {"forum_slug": forum.slug, "forum_pk": forum.pk, "topic_slug": topic.slug, "topic_pk": topic.pk}
    path = reverse("forum_conversation:post_create", kwargs=parts)
    times = []
    for number in range(POSTS):
        said = {"content": f"We do it so, for the time number {number}.", "language": "en"}
        times.append(timed(lambda said=said: _sent(client.post(path, said).status_code)))
    print(f"\n{'writing a post':<28}{statistics.median(times):>12.1f} ms")


def _sent(status: int) -> None:
    assert status == 302, status


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
