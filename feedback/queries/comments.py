"""The threads below a page, in all languages of the work."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django_comments.models import CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG
from wagtail.models import Page

from cms.accounts.models import User

from ..models import Comment, CommentFollower
from ..models.comment import FIRST_REPLY
from .pages import page_in

Reader = User | AnonymousUser

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


def newest(work: UUID, reader: Reader) -> tuple[list[Thread], int]:
    """For the page itself: some threads, and how many comments there are in all, in one query."""
    every = Comment.objects.shown().filter(work=work).order_by().values("work")
    number = every.annotate(number=Count("pk")).values("number")
    found = threads(openings(work)[:THREADS_BELOW], reader, number=Subquery(number))
    return found, found[0].opening.number or 0 if found else 0


def threads(chosen: QuerySet[Comment], reader: Reader, **more: Subquery) -> list[Thread]:
    """Of these openings, each with its first replies, in one query."""
    rows = Comment.objects.filter(thread_id__in=chosen.values("pk"), order__lt=FIRST_REPLY + REPLIES_SHOWN)
    found: dict[int, Thread] = {}
    for comment in with_shown(rows, reader).annotate(**more).order_by("-thread_id", "order"):
        if comment.level == 0:
            found[comment.pk] = Thread(comment)
        elif comment.thread_id in found:
            found[comment.thread_id].replies.append(comment)
    return list(found.values())


def opening_of(work: UUID, thread: int, reader: Reader) -> Comment | None:
    return with_shown(openings(work).filter(thread_id=thread), reader).first()  # its number may be too large for a key


def replies(opening: Comment, reader: Reader) -> QuerySet[Comment]:
    return with_shown(Comment.objects.filter(thread_id=opening.pk, level=1), reader).order_by("order")


def is_followed(work: UUID, reader: Reader) -> bool:
    return reader.is_authenticated and CommentFollower.objects.filter(work=work, user=reader.pk).exists()


def with_shown(comments: QuerySet[Comment], reader: Reader) -> QuerySet[Comment]:
    """With what a page says of each: by whom, how many like it, and whether the reader does."""
    likes = CommentFlag.objects.filter(comment=OuterRef("pk"), flag=LIKEDIT_FLAG).order_by()
    number = likes.values("comment").annotate(number=Count("pk")).values("number")
    found = comments.select_related("user").annotate(likes=Subquery(number))
    return found.annotate(liked=Exists(likes.filter(user=reader))) if reader.is_authenticated else found


def reported() -> QuerySet[Comment]:
    """What moderators have not decided yet, with the time of the first report and the page it is about."""
    pages = Page.objects.filter(translation_key=OuterRef("work_id"), live=True).order_by("locale__language_code")
    first = Min("reports__created_at", filter=Q(reports__settled_at=None))
    standing: QuerySet[Comment] = Comment.objects.filter(is_removed=False)
    found = standing.annotate(
        reported_at=first,
        about_title=Subquery(pages.values("title")[:1]),
        about_language=Subquery(pages.values("locale__language_code")[:1]),
    )
    return found.filter(reported_at__isnull=False).select_related("user", "work")
