"""What moderators decided about a person's words, and what a moderator decided."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.accounts.records import Column, Erased, Records, fields, of_account, register

from .models import Decision

OUTCOME = (
    *fields(Decision, decided_at=_("Date"), verdict=_("Decision")),
    Column("reason", _("Reason"), lambda decision: decision.reason((get_language() or "en")[:2])),
)

register(
    Records(
        "decisions_about_your_words",
        _("What moderators decided about your words"),
        of_account(lambda user: Decision.objects.filter(author=user)),
        (*OUTCOME, *fields(Decision, title=_("Title"), text=_("Text"))),
        Erased.EMPTIED,
        keys=("moderation.Decision.author",),
    ),
    Records(
        "decisions",
        _("What you decided as a moderator"),
        of_account(lambda user: Decision.objects.filter(decided_by=user)),
        OUTCOME,
        Erased.UNSIGNED,
        keys=("moderation.Decision.decided_by",),
    ),
)
