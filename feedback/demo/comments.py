"""Sample comments, and what became of them."""

from datetime import timedelta
from functools import partial

from ..domain import comment_signals, comments, reporting
from ..enums import ReportReason

LATER = timedelta(hours=13)


def days(context):
    """When each is said, its place in that moment, and how."""
    written = {}
    for row in context.read(__file__, "comments.toml")["comment"]:
        page, person = context.page(row["page"]), context.people.get(row["person"])
        if page and person and context.first_time(f"comment/{row['key']}"):
            yield row["date"], 1, partial(_comment, context, written, row, page.specific, person)


def _comment(context, written, row, page, person):
    """A reply whose opening was loaded before opens a thread of its own."""
    said = {"content": row["text"].strip(), "language": row["language"], "at": row["date"]}
    comment = comments.write(page.work, person, reply_to=written.get(row.get("reply_to")), **said)
    written[row["key"]] = comment
    for other in filter(None, map(context.people.get, row.get("likes", ()))):
        comments.like(comment, other)
    for other in filter(None, map(context.people.get, row.get("reports", ()))):
        reporting.report(comment, other, reason=ReportReason.ADVERTISING, at=row["date"] + LATER)
    if member := context.people.get(row.get("queued_by")):
        comment_signals.take_to_queue(comment, member, at=row["date"] + LATER)
    if row.get("withdrawn"):
        comments.withdraw(comment, person, at=row["date"] + LATER)
