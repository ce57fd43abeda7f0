"""What was told to a person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.accounts.records import Column, Erased, Records, fields, not_exported, of_account, register

from .domain.telling import NAMES
from .models import Notice
from .rendering import title

TITLES = ("asked_for", "page_title", "subject", "title")  # what a context calls what it is about


def _title(notice: Notice) -> str:
    """Without the names of those who did what it tells; titles may be the words of others, and hidden by now."""
    known = {name: value for name, value in notice.context.items() if name not in NAMES}
    notice.context = known | {name: "…" for name in TITLES if name in known}
    with override(notice.language):
        return title(notice)


register(
    Records(
        "notices",
        _("Your notices"),
        of_account(lambda user: Notice.objects.of(user)),
        (
            *fields(Notice, created_at=_("Date"), kind=_("Kind")),
            Column("title", _("Title"), _title, is_written=True),
            *fields(Notice, read_at=_("Read"), sent_at=_("E-mail sent")),
        ),
        Erased.DELETED,
        keys=("notices.Notice.recipient",),
    )
)
not_exported("The address of the recipient once more, or of somebody without an account.", "notices.Notice.email")
