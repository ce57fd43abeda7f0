"""Whether what was published solved it, as those say who asked for it or added a voice. Where it did not for too many,
or a search for it still finds nothing, the site opens the need again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.accounts.domain import participants
from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant
from cms.jobs import run_logged

from ..enums import Reopening, SignalKind, Status
from ..models import Need, Outcome
from ..queries import outcomes
from . import desk
from .empty_searches import finds
from .errors import RefusedError
from .history import lock_chain, root_in
from .moves import reopen

FEWEST_ANSWERS = 3  # before which nothing follows from them
ENOUGH_NO = 1 / 3  # of the answers


@transaction.atomic
def answer(
    need: Need, participant: Participant, helped: bool, *, reason: str = "", at: datetime | None = None
) -> Outcome:
    """Said again it changes. What a no is about can be added when the need is open again because of it."""
    participant, need, at = participants.lock(participant), root_in(lock_chain(need), need), at or timezone.now()
    question = outcomes.question_for(participant, need)
    if need.status != Status.PUBLISHED and not (question and question.wants_reason and not helped):
        raise RefusedError(_("This need is open again: what is published next is what we ask about."), code="open")
    if question is None:
        text = _("Only those who asked for it or added a voice can say whether it helped.")
        raise RefusedError(text, code="not_theirs")
    values = {"helped": helped, "reason": "" if helped else reason.strip(), "updated_at": at}
    given, _new = Outcome.objects.update_or_create(
        need=need,
        publication=need.publication,
        participant=participant,
        defaults=values,
        create_defaults=values | {"created_at": at},
    )
    count(need)
    if question.is_open and _helps_too_few(need):
        _reopen(need, Reopening.NOT_HELPED, _not_helped(need), at)
    return given


def count(need: Need) -> None:
    """Stored for the board; no change of the need, so that nobody who acts on it has to look again.

    Visitors cannot be told apart: together they give one answer, the one that at least half of them gave.
    """
    visitor, yes = Q(participant__kind=ParticipantKind.RECEIPT), Q(helped=True)
    found = need.outcomes.filter(publication=need.publication).aggregate(
        people=Count("pk", filter=~visitor),
        people_helped=Count("pk", filter=~visitor & yes),
        visitors=Count("pk", filter=visitor),
        visitors_helped=Count("pk", filter=visitor & yes),
    )
    visitors_helped = found["visitors"] > 0 and found["visitors_helped"] * 2 >= found["visitors"]
    need.outcomes_given = found["people"] + (found["visitors"] > 0)
    need.outcomes_helped = found["people_helped"] + visitors_helped
    Need.objects.filter(pk=need.pk).update(outcomes_given=need.outcomes_given, outcomes_helped=need.outcomes_helped)


def search_again(now: datetime | None = None) -> None:
    """What was looked for in vain is looked for once more, as long after publishing as people are asked."""
    for need in outcomes.searches_due(now or timezone.now()):
        run_logged(_search_again, need)


@transaction.atomic
def _search_again(need: Need) -> None:
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.status != Status.PUBLISHED:
        return
    said = need.signals.standing().filter(kind=SignalKind.EMPTY_SEARCH).exclude(text="")
    empty = [text for text, language in sorted(set(said.values_list("text", "language"))) if not finds(text, language)]
    need.searched_at = timezone.now()
    Need.objects.filter(pk=need.pk).update(searched_at=need.searched_at)
    if empty:
        with override("en"):
            note = _("Still nothing is found for: %(words)s") % {"words": ", ".join(empty)}
        _reopen(need, Reopening.STILL_EMPTY, note, need.searched_at)


def _helps_too_few(need: Need) -> bool:
    no = need.outcomes_given - need.outcomes_helped
    return need.outcomes_given >= FEWEST_ANSWERS and no >= need.outcomes_given * ENOUGH_NO


def _not_helped(need: Need) -> str:
    no = need.outcomes_given - need.outcomes_helped
    with override("en"):
        return _("%(no)s of %(all)s said that it did not help.") % {"no": no, "all": need.outcomes_given}


def _reopen(need: Need, why: Reopening, note: str, at: datetime) -> None:
    """What is published from now on answers it; its owner hears, or else its region."""
    need.linked_at = at
    reopen(need, Status.IN_PROGRESS, why, note=note[:2000], at=at)
    desk.tell_of_reopening(need, note)


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, whose answer is the one that `into` gave."""
    for given in Outcome.objects.filter(participant=participant).select_related("need").order_by("need"):
        need = Need.objects.select_for_update().get(pk=given.need_id)
        same = need.outcomes.filter(publication=given.publication, participant=into)
        if same.exists():
            given.delete()
        else:
            Outcome.objects.filter(pk=given.pk).update(participant=into)
        count(need)
