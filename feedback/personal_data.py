"""What a person said of pages and needs, and what a member of the Working Group did with needs.

Titles are those that everyone may read: of public pages and of public needs.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_comments.models import CommentFlag

from cms.accounts.models import Participant, User
from cms.accounts.records import Column, Erased, Records, fields, not_exported, of_account, register

from .models import (
    Comment,
    CommentFollower,
    CommentReport,
    FindingImport,
    Helpful,
    Meeting,
    Need,
    NeedEvent,
    Offer,
    Outcome,
    PossibleDuplicate,
    Rating,
    Signal,
    Subscription,
    Suggestion,
)
from .queries.mentions import without_names
from .queries.pages import pages_in


def _of_participant(model: Any, *related: str) -> Any:
    return lambda participant: _with_pages(
        model.objects.filter(participant=participant).select_related(*related).order_by("pk")
    )


def _with_pages(rows: Iterable[Any]) -> list[Any]:
    """Each with the title of the public page it is about, as `page_title`, in one query for all."""
    rows = list(rows)
    works = {work for row in rows if (work := getattr(row, "work_id", None))}
    pages = pages_in(works, (get_language() or "en")[:2]) if works else {}
    for row in rows:
        row.page_title = pages[row.work_id].title if getattr(row, "work_id", None) in pages else ""
    return rows


def _need(row: Any) -> str:
    return _numbered(row.need) if row.need else ""


def _numbered(need: Need) -> str:
    return str(need) if need.is_public else f"#{need.number}"


def _comments(user: User) -> list[Comment]:
    return _with_pages(Comment.objects.filter(user=user).order_by("pk"))


def _likes(user: User) -> Iterable[CommentFlag]:
    return CommentFlag.objects.filter(user=user).order_by("pk")


def _follows(user: User) -> list[CommentFollower]:
    return _with_pages(CommentFollower.objects.filter(user=user).order_by("pk"))


def _offers(participant: Participant) -> Iterable[Offer]:
    return Offer.objects.filter(suggestion__participant=participant).select_related("suggestion").order_by("pk")


def _handed(user: User) -> Iterable[NeedEvent]:
    """What others did: without what they noted."""
    found = NeedEvent.objects.filter(Q(from_assignee=user) | Q(to_assignee=user))
    return found.select_related("need").order_by("pk")


PAGE = Column("page", _("Page"), lambda row: row.page_title)
NEED = Column("need", _("Need"), _need)
WHEN = {"created_at": _("Date"), "updated_at": _("Changed")}

register(
    Records(
        "ratings",
        _("Stars you gave"),
        _of_participant(Rating),
        (PAGE, *fields(Rating, "stars", "reason", **WHEN)),
        Erased.EMPTIED,
        keys=("feedback.Rating.participant",),
    ),
    Records(
        "helpful",
        _("Your answers to “Was this helpful?”"),
        _of_participant(Helpful),
        (PAGE, *fields(Helpful, "is_helpful", "reason", **WHEN)),
        Erased.EMPTIED,
        keys=("feedback.Helpful.participant",),
    ),
    Records(
        "suggestions",
        _("What you asked for"),
        _of_participant(Suggestion, "topic", "region"),
        (
            *fields(Suggestion, "title", "body", "url", "kind", "language", "topic", "region"),
            PAGE,
            *fields(Suggestion, "email", "token", created_at=_("Date")),
        ),
        Erased.UNSIGNED,
        keys=("feedback.Suggestion.participant", "feedback.Suggestion.email"),
    ),
    Records(
        "offers",
        _("What you offered"),
        _offers,
        (
            Column("title", _("Title"), lambda offer: offer.suggestion.title),
            *fields(Offer, "resource_type", "maker", "license", "permission", "people", "credit", "credit_name"),
            Column("languages", _("languages of the material"), lambda offer: offer.language_names),
            *fields(Offer, "file_name", "answer", "answered_at", "withdrawn_at"),
        ),
        Erased.EMPTIED,
        files=lambda offer: {offer.file_name or "file": offer.file} if offer.file else {},
    ),
    Records(
        "evidence",
        _("What counts for needs because you said it"),
        _of_participant(Signal, "need", "region"),
        (
            *fields(Signal, "kind", "text"),
            PAGE,
            NEED,
            *fields(Signal, "part_title", "language", region=_("Regional center"), created_at=_("Date")),
            *fields(Signal, "withdrawn_at"),
        ),
        Erased.UNSIGNED,
        keys=("feedback.Signal.participant",),
    ),
    Records(
        "subscriptions",
        _("Needs you hear of"),
        _of_participant(Subscription, "need"),
        (NEED, *fields(Subscription, "reason", created_at=_("Date"), told_at=_("Told"))),
        Erased.DELETED,
        keys=("feedback.Subscription.participant",),
    ),
    Records(
        "outcomes",
        _("Your answers to “Did it help?”"),
        _of_participant(Outcome, "need"),
        (NEED, *fields(Outcome, "helped", "reason", **WHEN)),
        Erased.EMPTIED,
        keys=("feedback.Outcome.participant",),
    ),
    Records(
        "comments",
        _("Your comments below pages"),
        of_account(_comments),
        (
            PAGE,
            *fields(Comment, comment=_("Text"), submit_date=_("Date"), edited_at=_("Changed")),
            *fields(Comment, "language", "withdrawn_at", is_removed=_("Not shown")),
        ),
        Erased.UNSIGNED,
        keys=("django_comments.Comment.user",),
    ),
    Records(
        "likes",
        _("Comments you like"),
        of_account(_likes),
        (Column("comment", _("Number"), lambda like: like.comment_id), *fields(CommentFlag, flag_date=_("Date"))),
        Erased.DELETED,
        keys=("django_comments.CommentFlag.user",),
    ),
    Records(
        "followed_comments",
        _("Pages whose comments you follow"),
        of_account(_follows),
        (PAGE,),
        Erased.DELETED,
        keys=("feedback.CommentFollower.user",),
    ),
    Records(
        "reports_of_comments",
        _("Comments you reported"),
        of_account(lambda user: CommentReport.objects.filter(user=user).order_by("pk")),
        (
            Column("comment", _("Number"), lambda report: report.comment_id),
            *fields(CommentReport, "reason", "note", created_at=_("Date")),
        ),
        Erased.DELETED,
        keys=("feedback.CommentReport.user",),
    ),
    Records(
        "changes_of_needs",
        _("What you did with needs"),
        of_account(lambda user: NeedEvent.objects.filter(by=user).select_related("need").order_by("pk")),
        (
            NEED,
            *fields(NeedEvent, at=_("Date"), kind=_("Kind"), to_status=_("Status")),
            Column("note", _("Note"), lambda event: without_names(event.note)),
            *fields(NeedEvent, reason_en=_("Reason in English"), reason_es=_("Reason in Spanish")),
            *fields(NeedEvent, response_en=_("Response in English"), response_es=_("Response in Spanish")),
        ),
        Erased.UNSIGNED,
        keys=("feedback.NeedEvent.by",),
    ),
    Records(
        "needs_handed_over",
        _("Needs that were given to you or taken from you"),
        of_account(_handed),
        (NEED, *fields(NeedEvent, at=_("Date"), kind=_("Kind"))),
        Erased.UNSIGNED,
        keys=("feedback.NeedEvent.from_assignee", "feedback.NeedEvent.to_assignee"),
    ),
    Records(
        "assigned_needs",
        _("Needs that are yours to work on"),
        of_account(lambda user: Need.objects.filter(assignee=user).order_by("pk")),
        (Column("need", _("Need"), _numbered), *fields(Need, assignee_since=_("Since"))),
        Erased.UNSIGNED,
        keys=("feedback.Need.assignee",),
    ),
    Records(
        "told_apart",
        _("Needs of which you said that they are not the same"),
        of_account(lambda user: PossibleDuplicate.objects.filter(told_apart_by=user).order_by("pk")),
        (
            Column("needs", _("Needs"), lambda pair: [f"#{pair.first_id}", f"#{pair.second_id}"]),
            *fields(PossibleDuplicate, told_apart_at=_("Date")),
        ),
        Erased.UNSIGNED,
        keys=("feedback.PossibleDuplicate.told_apart_by",),
    ),
    # The voices themselves are the words of those who were there.
    Records(
        "meetings",
        _("Meetings you entered"),
        of_account(lambda user: Meeting.objects.filter(recorded_by=user).select_related("region").order_by("pk")),
        fields(Meeting, "name", "held_on", "place", "region", created_at=_("Date")),
        Erased.UNSIGNED,
        keys=("feedback.Meeting.recorded_by",),
    ),
    Records(
        "imports",
        _("Files of findings you imported"),
        of_account(lambda user: FindingImport.objects.filter(imported_by=user).order_by("pk")),
        fields(FindingImport, "kind", "title", "file_name", created_at=_("Date")),
        Erased.UNSIGNED,
        keys=("feedback.FindingImport.imported_by",),
    ),
)
not_exported("Columns of the library that stay empty here.", "django_comments.Comment.user_email")
