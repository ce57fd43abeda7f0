"""The threads below a page, in all languages of the work."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet, Subquery
from wagtail.models import Page

from ..models import Comment
from ..models.comment import FIRST_REPLY
from .pages import page_in

THREADS_PER_PAGE = 20
THREADS_BELOW = 5  # a page itself
REPLIES_SHOWN = 3  # in a list of threads


@dataclass
class Thread:
    opening: Comment
    replies: list[Comment] = field(default_factory=list)

    @property
    def more(self) -> bool:
        return self.opening.nested_count > len(self.replies)


def commented_page(work: UUID, language: str) -> Page | None:
    """The public page of the work, in this language if there is one, if people may talk below it."""
    page = page_in(work, language)
    return page if page and getattr(page.specific_class, "takes_comments", False) else None


def openings(work: UUID) -> QuerySet[Comment]:
    """Of all threads, the newest first."""
    return Comment.objects.opening().filter(work=work).order_by("-pk")


def newest(work: UUID) -> tuple[list[Thread], int]:
    """For the page itself: some threads, and how many comments there are in all, in one query."""
    every = Comment.objects.shown().filter(work=work).order_by().values("work")
    number = every.annotate(number=Count("pk")).values("number")
    found = threads(openings(work)[:THREADS_BELOW], number=Subquery(number))
    return found, found[0].opening.number or 0 if found else 0


def threads(chosen: QuerySet[Comment], **more: Subquery) -> list[Thread]:
    """Of these openings, each with its first replies, in one query."""
    rows = Comment.objects.filter(thread_id__in=chosen.values("pk"), order__lt=FIRST_REPLY + REPLIES_SHOWN)
    found: dict[int, Thread] = {}
    for comment in with_shown(rows).annotate(**more).order_by("-thread_id", "order"):
        if comment.level == 0:
            found[comment.pk] = Thread(comment)
        elif comment.thread_id in found:
            found[comment.thread_id].replies.append(comment)
    return list(found.values())


def opening_of(work: UUID, thread: int) -> Comment | None:
    return with_shown(openings(work).filter(pk=thread)).first()


def replies(opening: Comment) -> QuerySet[Comment]:
    return with_shown(Comment.objects.filter(thread_id=opening.pk, level=1)).order_by("order")


def with_shown(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With what a page says of each."""
    return comments.select_related("user")
